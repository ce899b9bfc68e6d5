"""Pages of 质量年报: those of the draft, of the school's own; and those of published reports."""

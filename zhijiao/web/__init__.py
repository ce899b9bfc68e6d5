"""The shell: base templates, menu, workbench, error pages."""

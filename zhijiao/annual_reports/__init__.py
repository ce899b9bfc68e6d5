"""质量年报: a school's yearly report by the outline of 2016, drafted, audited, published and read."""

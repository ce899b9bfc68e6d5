"""Columns: the behaviour of one item of a form, by kind."""

"""Commands of the data dictionary."""

"""Management commands about rounds and counters."""

"""Management commands of the self-check."""

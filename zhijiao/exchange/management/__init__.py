"""Management commands of the exchange between installations."""

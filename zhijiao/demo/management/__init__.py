"""Management commands of the demo province."""

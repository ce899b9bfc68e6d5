"""The engine behind every form."""

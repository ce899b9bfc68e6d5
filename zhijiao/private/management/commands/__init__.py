"""Commands of private data."""

"""Showing one masked value to somebody who may see it, with a reason, once."""

"""Encrypted columns, blind indexes, masks and keys."""

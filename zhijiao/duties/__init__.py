"""Duties: what the background worker does from time to time, once per installation however many workers run."""

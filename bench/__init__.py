"""Reproducible measurements, each beside its peer and its floor in the same run."""

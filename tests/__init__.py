"""Tests of the whole; what is peculiar to one module stands beside it in zhijiao/modules."""

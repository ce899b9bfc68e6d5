"""`zhijiao snapshot`."""

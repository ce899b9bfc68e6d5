"""Pages of 办学条件."""

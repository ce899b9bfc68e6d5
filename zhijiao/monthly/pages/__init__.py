"""Pages of 月报表."""

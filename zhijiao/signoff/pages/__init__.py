"""Pages of 上报审核."""

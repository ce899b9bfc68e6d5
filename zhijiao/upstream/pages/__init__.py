"""Pages of 源头平台同步."""

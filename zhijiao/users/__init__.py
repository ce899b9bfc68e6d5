"""用户管理: making and changing accounts, one by one and in bulk, and the pages on which administrators do it."""

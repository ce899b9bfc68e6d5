"""学校设置调整: opening in bulk, renaming, moving, merging, splitting, closing; people and records follow."""

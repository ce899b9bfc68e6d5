"""Pages of 通知公告: those of readers, and the desk of who writes."""

"""Pages of 在线支持: of who asks, of who answers, and of those who are not signed in."""

"""National code tables and the requirement matrix, read from files."""

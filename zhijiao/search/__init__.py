"""Search across schools: names by any part or pinyin initials, private values by exact blind index."""

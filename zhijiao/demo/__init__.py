"""The demo province: invented people and schools, made through the same validator and writer as real data."""

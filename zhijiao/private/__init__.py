"""Private data: encrypted columns, keys and their change, blind index, masks, data password, reveal."""

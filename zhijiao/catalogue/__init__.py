"""National code tables and requirement matrices: facts held as data files, read into memory once."""

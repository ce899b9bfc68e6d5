"""PostgreSQL as Django's backend of that name, with a cursor whose statements the server plans once."""

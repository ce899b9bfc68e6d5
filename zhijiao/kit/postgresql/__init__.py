"""PostgreSQL as Django's backend of that name, with statements that the server plans once."""

"""Pages of sign-in, passwords, users and the opening of schools."""

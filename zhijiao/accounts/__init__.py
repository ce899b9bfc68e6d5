"""Accounts: users, roles, sign-in, and the actor on whose behalf every request runs."""

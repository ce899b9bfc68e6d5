"""Pages of signing in from outside, and of binding an account."""

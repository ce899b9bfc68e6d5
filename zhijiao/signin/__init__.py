"""Signing in: captcha, password, second step, sessions, mail; the middleware that finds out who acts."""

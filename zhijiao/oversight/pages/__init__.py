"""Boards of authorities, and reminders."""

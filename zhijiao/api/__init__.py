"""The API of all forms, for programs."""

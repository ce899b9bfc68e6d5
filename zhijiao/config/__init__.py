"""Settings, URL table and server entry points."""

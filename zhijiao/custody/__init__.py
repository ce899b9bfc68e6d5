"""Keys in use: where sealed texts are kept, and the changing of keys while the program runs."""

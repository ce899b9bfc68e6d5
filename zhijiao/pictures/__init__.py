"""Pictures of what forms hold: declared as data, drawn by a kept library, each with its table."""

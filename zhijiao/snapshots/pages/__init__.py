"""Pages of snapshots, in the business portal."""

"""Management commands of snapshots."""

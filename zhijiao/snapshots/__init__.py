"""Snapshots: what a school has filed in a round, frozen with digests, proved, shown, compared with what is there."""

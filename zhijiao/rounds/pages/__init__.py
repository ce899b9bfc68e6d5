"""Pages of rounds: making them in the manage portal, extensions and unlocks in the business portal."""

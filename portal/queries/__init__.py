"""Look up, change nothing."""

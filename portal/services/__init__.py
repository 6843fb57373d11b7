"""Use cases: they change, flush and never commit."""

"""The rules: plain data in, plain data out. No clock, no query, no framework."""

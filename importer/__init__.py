"""What comes in, read and judged. Stores nothing, knows no clock."""

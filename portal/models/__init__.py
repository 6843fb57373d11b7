"""Tables, constraints and relationships."""

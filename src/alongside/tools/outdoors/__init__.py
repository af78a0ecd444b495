"""Weather and ways, by servers that the person chose."""

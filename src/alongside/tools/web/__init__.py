"""The web: searched and read, never run, and never a way into the person's own network."""

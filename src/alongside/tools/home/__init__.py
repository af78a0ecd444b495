"""The person's home, by a Home Assistant of theirs."""

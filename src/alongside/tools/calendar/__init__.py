"""The person's calendar as tools: what is in it, when there is time, a new entry, an invitation."""

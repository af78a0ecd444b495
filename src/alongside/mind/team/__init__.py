"""The team: agents that the person appoints, each with a character, scope and tools of its own."""

"""Tasks for an agent, each with a small life of its own, on real servers of this machine."""

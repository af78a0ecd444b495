"""Seeing: from a camera's frames to the few that are worth keeping, blurred before they are."""

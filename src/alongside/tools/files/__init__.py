"""Files in folders that the person allows, and nothing beside them."""

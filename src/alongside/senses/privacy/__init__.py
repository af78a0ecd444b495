"""Privacy as mechanism: what may be kept of what the senses take in, decided before it is kept."""

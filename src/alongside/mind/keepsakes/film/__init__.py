"""A short film of photos: which, in what order, how they move, what is written and heard."""

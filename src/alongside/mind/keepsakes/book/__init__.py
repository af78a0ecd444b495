"""A book for print: what stands in it, how its pages are laid out, and how they are drawn."""

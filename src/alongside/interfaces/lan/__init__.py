"""The app on the local network: an authority of this life's own, and a page that leads to it."""

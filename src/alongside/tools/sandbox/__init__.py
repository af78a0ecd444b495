"""Commands and code in a sandbox of the system (bubblewrap). Off until the person turns it on."""

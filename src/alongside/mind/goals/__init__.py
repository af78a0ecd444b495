"""Goals: heard or typed, planned around a life, and seen to come closer by what the life holds."""

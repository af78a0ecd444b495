"""The lens: few, calm cards before the person's eyes, drawn from their life."""

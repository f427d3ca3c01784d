"""How well, and how fast, `kg find` finds attributions."""

"""Sentences with the act and the polarity that a reader gives them."""

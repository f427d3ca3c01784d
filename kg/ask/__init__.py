"""A question in plain words, answered by a query of the catalogue."""

"""How well findings are resolved: on the five curated texts, and on fictional ones."""

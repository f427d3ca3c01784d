"""Names of ``kg.plain`` for those that still ask for them here."""

from kg.plain import columns_of, harmless, json_text, terminal_width, wrap

__all__ = ["columns_of", "harmless", "json_text", "terminal_width", "wrap"]

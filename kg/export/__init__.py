"""The record as JSON Lines, for other programs: what the sources report, and the figures they print."""

from kg.export.attributions import attributions
from kg.export.figures import figures
from kg.export.schema import schema

__all__ = ["attributions", "figures", "schema"]

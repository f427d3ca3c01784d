"""Finding who says what in a text: attributions with their exact characters, by a small network on the CPU."""

from kg.find.finder import Finder
from kg.find.tagger import MODEL, FindError

__all__ = ["MODEL", "FindError", "Finder"]

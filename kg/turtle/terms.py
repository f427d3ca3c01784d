"""Terms in Turtle: the shortest safe form of an IRI or a literal, and the prefixes that it takes."""

import re
from collections.abc import Mapping

from kg.namespaces import PREFIXES

XSD = PREFIXES["xsd"]
# Characters that show nothing, or change how others show: controls, spaces that are not a space, marks of direction,
# joiners. A reader of a diff must see them, so they are written as escapes. A fixed list, not a Unicode category:
# the layout must not change with the version of Python.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
_LOCAL = re.compile(r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)?")
_BARE = {
    f"^^<{XSD}integer>": re.compile(r"0|-?[1-9][0-9]*"),
    f"^^<{XSD}decimal>": re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+"),
    f"^^<{XSD}boolean>": re.compile(r"true|false"),
}


class TermWriter:
    """Writes terms, given in N-Triples, in Turtle, and remembers which prefixes it used.

    Args:
        declared: the prefixes that a file declares, used beside those of ``kg.namespaces``; where the two give one
            name to two namespaces, the file's holds.

    >>> writer = TermWriter({"ex": "http://e/"})
    >>> writer("<http://e/a>"), writer("<http://e/a/b>"), writer('"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    ('ex:a', '<http://e/a/b>', '1.50')
    >>> writer.used
    {'ex': 'http://e/'}
    """

    def __init__(self, declared: Mapping[str, str]) -> None:
        """Settle which namespace each prefix stands for; the longest namespaces are tried first."""
        ours = {space: prefix for prefix, space in PREFIXES.items() if declared.get(prefix, space) == space}
        for prefix, space in sorted(declared.items()):
            ours.setdefault(space, prefix)
        self._spaces = sorted(ours.items(), key=lambda item: (-len(item[0]), item[0]))
        self._written: dict[str, str] = {}
        self.used: dict[str, str] = {}

    def __call__(self, term: str) -> str:
        """Write one IRI, literal or labelled blank node."""
        written = self._written.get(term)
        if written is None:
            written = self._iri(term[1:-1]) if term[0] == "<" else self._literal(term) if term[0] == '"' else term
            self._written[term] = written
        return written

    def prefix_lines(self) -> list[str]:
        """Return the ``PREFIX`` lines of the prefixes used so far, sorted."""
        return [f"PREFIX {prefix}: <{visible(space)}>" for prefix, space in sorted(self.used.items())]

    def _iri(self, iri: str) -> str:
        for space, prefix in self._spaces:
            if iri.startswith(space):
                if _LOCAL.fullmatch(iri, len(space)):
                    self.used[prefix] = space
                    return f"{prefix}:{iri[len(space) :]}"
                break
        return f"<{visible(iri)}>"

    def _literal(self, term: str) -> str:
        end = term.rindex('"') + 1
        text, suffix = term[:end], term[end:]
        if not suffix.startswith("^^"):
            return visible(text) + suffix
        bare = _BARE.get(suffix)
        if bare and bare.fullmatch(text, 1, len(text) - 1):
            return text[1:-1]
        return f"{visible(text)}^^{self(suffix[2:])}"


def visible(text: str) -> str:
    r"""Write hidden characters as escapes.

    >>> visible("a\u202eb")
    'a\\u202Eb'
    """
    return _HIDDEN.sub(_escape, text)


def iri_order(term: str) -> tuple[int, str]:
    """Return the sort key of a term in N-Triples: IRIs by their characters, then literals, then blank nodes."""
    return ('<"_'.index(term[0]), term[1:-1] if term[0] == "<" else term)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"

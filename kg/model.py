"""The nouns that the steps share."""

from dataclasses import dataclass
from hashlib import sha256

Span = tuple[int, int]


@dataclass(frozen=True)
class Entity:
    """A named thing of the graph.

    ``iri`` is absolute; ``types`` are absolute class IRIs, superclasses of the ontology included.
    """

    iri: str
    label: str
    types: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A source's text with what proves it: ``digest`` is the SHA-256 of the bytes as received, in hexadecimal."""

    name: str
    text: str
    digest: str

    @classmethod
    def of_bytes(cls, name: str, data: bytes) -> "Document":
        """Read bytes as received.

        Args:
            name: the file name as received.
            data: UTF-8; newlines are kept as they are, since offsets count them.

        Raises:
            UnicodeDecodeError: the bytes are not UTF-8.

        >>> Document.of_bytes("a.txt", b"He said so.").passage((3, 7))
        'said'
        """
        return cls(name, data.decode("utf-8"), sha256(data).hexdigest())

    def passage(self, span: Span) -> str:
        """Return the characters of a half-open code-point range."""
        return self.text[span[0] : span[1]]

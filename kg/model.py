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


@dataclass(frozen=True)
class Report:
    """One place where a statement is reported.

    ``spans`` are the content's half-open code-point ranges in the source; ``quotation`` holds the verbatim pieces,
    none for indirect speech; ``published_on`` is an ISO date or None; ``repeats`` and ``reported_in`` are local
    ids of reports and of the outer statement.
    """

    id: str
    source: str
    source_id: str
    sha256: str
    outlet: str
    published_on: str | None
    wording: str
    quotation: tuple[str, ...]
    spans: tuple[Span, ...]
    origin: str
    attributed_as: str | None = None
    cue: str | None = None
    hedge: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    reported_in: str | None = None
    reading: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """How another statement stands to this one: ``relation`` as the record names it, ``by`` who says so."""

    relation: str
    direction: str
    statement: str
    speaker: str
    by: str
    reason: str | None = None


@dataclass(frozen=True)
class Statement:
    """One utterance, with every report of it.

    ``post`` is the post held on the day, None when none is on record; ``said_on`` an EDTF date, None when undated.
    """

    id: str
    speaker: Entity
    on_behalf_of: tuple[Entity, ...]
    post: str | None
    said_on: str | None
    earliest: str | None
    latest: str | None
    date_inferred: bool
    acts: tuple[str, ...]
    towards: tuple[Entity, ...]
    polarity: str
    about: tuple[Entity, ...]
    gist: str
    reports: tuple[Report, ...]
    figures: tuple[str, ...] = ()
    standing: tuple[Standing, ...] = ()

"""The nouns that the steps share."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

Span = tuple[int, int]
_SPAN = re.compile(r"([0-9]{1,12})-([0-9]{1,12})")


def read_span(text: str) -> Span | None:
    """Read a half-open range as the graph writes it; None if it is none.

    >>> read_span("12-40"), read_span("40-12")
    ((12, 40), None)
    """
    found = _SPAN.fullmatch(text)
    span = (int(found[1]), int(found[2])) if found else (0, 0)
    return span if span[0] < span[1] else None


@dataclass(frozen=True)
class Entity:
    """A named thing of the graph.

    ``iri`` is absolute; ``types`` are absolute class IRIs, superclasses of the ontology included.
    """

    iri: str
    label: str
    types: tuple[str, ...] = ()


# What a stretch of a document is. Statements are told in the first group; the second repeats what stands there; the
# third is how the document names and dates itself; the fourth is what outlets put around an article.
ARTICLE_ROLES = ("paragraph", "item", "block-quote")
REPEATING_ROLES = ("title", "standfirst", "heading", "caption", "pull-quote")
NAMING_ROLES = ("outlet", "byline", "date", "speaker", "column")
FURNITURE_ROLES = ("updated", "advertisement", "share", "cookie-note", "navigation", "comment", "notice")
ROLES = ARTICLE_ROLES + REPEATING_ROLES + NAMING_ROLES + FURNITURE_ROLES


class Part(NamedTuple):
    """A stretch of a document's text and what it is there, one of ``ROLES``."""

    span: Span
    role: str


class Detail(NamedTuple):
    """A fact that a document tells of itself, and how it was found (``JSON-LD``, ``byline``, ``URL`` ...)."""

    value: str
    basis: str


class Place(NamedTuple):
    """Where a stretch of the text came from: a half-open range of the markup, or a page (from 1) of a PDF."""

    span: Span
    raw: Span | None = None
    page: int | None = None


@dataclass(frozen=True)
class Turn:
    """What one speaker says in a transcript.

    ``span`` holds the words; ``speaker`` is the name as printed, empty for stage directions, and ``head`` where it
    stands, None if only the markup gives it. ``ids`` are those of the source, such as ``person_id`` and ``id``;
    ``kind`` is speech, question, answer or procedure; ``said_as`` the office or seat as printed; ``time`` as printed.
    """

    span: Span
    speaker: str
    head: Span | None = None
    ids: Mapping[str, str] = field(default_factory=dict)
    kind: str = "speech"
    said_as: str = ""
    time: str = ""


@dataclass(frozen=True)
class Document:
    """A source's text with what proves it.

    ``digest`` is the SHA-256 of the bytes as received, ``text_digest`` that of the text in UTF-8, in hexadecimal.
    ``parts`` are in the order of the text and do not overlap; ``turns`` are those of a transcript. ``details`` holds
    title, outlet, byline, published, modified, language and url as far as they are known, dates in ISO form.
    ``places`` lead back to the markup or page; none means that the text is the bytes. ``notes`` are sentences on what
    was odd about the document.
    """

    name: str
    text: str
    digest: str
    media_type: str = "text/plain"
    parts: tuple[Part, ...] = ()
    turns: tuple[Turn, ...] = ()
    details: Mapping[str, Detail] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    notes: tuple[str, ...] = ()

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

    @property
    def text_digest(self) -> str:
        """Return the SHA-256 of the text in UTF-8, in hexadecimal."""
        return sha256(self.text.encode("utf-8", "surrogateescape")).hexdigest()

    def passage(self, span: Span) -> str:
        """Return the characters of a half-open code-point range."""
        return self.text[span[0] : span[1]]

    def detail(self, name: str) -> str | None:
        """Return a fact that the document tells of itself, None if it is not known."""
        found = self.details.get(name)
        return found.value if found else None

    def role_at(self, offset: int) -> str | None:
        """Return the role of the part that holds an offset, None between parts."""
        place = bisect_right(self.parts, offset, key=lambda part: part.span[0]) - 1
        return self.parts[place].role if place >= 0 and offset < self.parts[place].span[1] else None

    def turn_at(self, offset: int) -> Turn | None:
        """Return the turn that holds an offset, None outside of turns."""
        place = bisect_right(self.turns, offset, key=lambda turn: turn.span[0]) - 1
        return self.turns[place] if place >= 0 and offset < self.turns[place].span[1] else None


@dataclass(frozen=True)
class Report:
    """One place where a statement is reported.

    ``spans`` are the content's half-open code-point ranges in the source; ``quotation`` holds the verbatim pieces,
    none for indirect speech; ``published_on`` is an ISO date or None; ``repeats`` and ``reported_in`` are local
    ids of reports and of the outer statement; ``source_spans`` and ``cue_spans`` are where the speaker is named and
    the verb of saying stands; ``copied_from`` is the outlet whose article the source copies, None for its own;
    ``told`` is the passage in the source's words, where they are not all quoted and the source's text is kept.
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
    source_spans: tuple[Span, ...] = ()
    cue_spans: tuple[Span, ...] = ()
    copied_from: str | None = None
    told: str = ""


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

    ``post`` is the post held on the day and ``spoke_as`` the tenure of it, None when none is on record; ``said_on`` is
    an EDTF date, None when undated.
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
    spoke_as: Entity | None = None


@dataclass(frozen=True)
class Figure:
    """A number that a source prints.

    ``value`` is a decimal numeral; ``bound`` a notation such as ``at-least``; ``asserted_by`` None for the source's
    own voice; ``spans`` every place in the source; ``earliest`` and ``latest`` bound the period, ISO dates or None;
    ``part_of_whole`` is the local id of another figure; ``source``, ``sha256``, ``outlet``, ``published_on``
    and ``copied_from`` are those of the source, as in a report.
    """

    id: str
    label: str
    source_id: str
    spans: tuple[Span, ...]
    measure: Entity
    value: str
    as_printed: str | None
    bound: str
    unit: str | None
    asserted_by: Entity | None
    about: tuple[Entity, ...]
    period: str | None = None
    earliest: str | None = None
    latest: str | None = None
    as_of: str | None = None
    part_of_whole: str | None = None
    source: str = ""
    sha256: str = ""
    outlet: str = ""
    published_on: str | None = None
    copied_from: str | None = None


@dataclass(frozen=True)
class Tenure:
    """Who held a post, from when to when; both days belong to it.

    Dates are ISO dates. ``end`` is None while it lasts; ``ongoing_as_of`` is then the last day on which that is known.
    ``precision`` tells how exactly the dates are known: day, month or year.
    """

    id: str
    holder: Entity
    post: Entity
    start: str
    end: str | None = None
    ongoing_as_of: str | None = None
    precision: str = "day"
    acting: bool = False

    def covers(self, day: str) -> bool:
        """Say whether the post was held on a day (ISO date); what is known no further counts no further.

        >>> here = Entity("x", "x")
        >>> Tenure("t", here, here, "2004-12-15", "2006-05-05").covers("2006-05-05")
        True
        """
        last = self.end or self.ongoing_as_of
        return self.start <= day and (last is None or day <= last)

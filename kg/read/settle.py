"""Whether a document is new to the record, one that it holds, another version of one, or a copy in another outlet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kg.model import Document
from kg.read.known import Known, KnownSources
from kg.read.likeness import Likeness, shared

NEW, SAME, VERSION, COPY = "added", "same", "version", "copy"
# Measured on generated articles: other stories of one outlet on one event share up to a third of their runs through
# standing background, while rewritten versions keep more than this and agency copy, cut for space, nearly all.
_ALIKE = 0.6
_ALIKE_AT_ADDRESS = 0.2
_WORTH_A_LOOK = 0.15
# A press notice within a long article makes the article no copy of it.
_LEAST = 0.25
# Below this many runs of words two notes may agree by chance: "has been contacted for comment".
_FEWEST_RUNS = 20
_MOST_LINKS = 5


class Link(NamedTuple):
    """Another source that a document repeats, as a version or copy, and how much of the shorter one they share."""

    status: str
    of: Known
    share: float


@dataclass(frozen=True)
class Decision:
    """What a document is to the record: added, same, version or copy; and of which sources, the nearest first."""

    status: str
    links: tuple[Link, ...] = ()

    @property
    def of(self) -> Known | None:
        """Return the source that it is the same as, or a version or copy of; None if it is new."""
        return next((link.of for link in self.links if link.status == self.status), None)

    @property
    def repeats(self) -> str | None:
        """Return the id of the first source on record of the same article, None if there is none."""
        return next((link.of.repeats or link.of.id for link in self.links), None)


def settle(document: Document, likeness: Likeness, outlet: str | None, known: KnownSources) -> Decision:
    """Decide what a document is to the record.

    Args:
        document: as read.
        likeness: what it is recognised by.
        outlet: the local id of its outlet, None if it is not known.
        known: the sources on record.
    """
    found = known.by_bytes(document.digest)
    if found:
        return Decision(SAME, (Link(SAME, found, 1.0),))
    equal = known.by_words(likeness.words)
    for other in equal:
        if _agree(document, outlet, other):
            return Decision(SAME, (Link(SAME, other, 1.0),))
    links = [Link(_relation(document, outlet, other), other, 1.0) for other in equal[:_MOST_LINKS]]
    links += _alike(document, likeness, outlet, known)
    links = list({link.of.id: link for link in reversed(links)}.values())
    links.sort(key=lambda link: (-link.share, link.of.number))
    statuses = [link.status for link in links]
    status = VERSION if VERSION in statuses else COPY if COPY in statuses else NEW
    return Decision(status, tuple(links[:_MOST_LINKS]))


def _agree(document: Document, outlet: str | None, other: Known) -> bool:
    """Say whether nothing that is known of two documents of the same words tells them apart."""
    pairs = (
        (outlet, other.outlet),
        (document.detail("published"), other.published),
        (document.detail("url"), other.url),
    )
    return all(mine == theirs or mine is None or theirs is None for mine, theirs in pairs)


def _alike(document: Document, likeness: Likeness, outlet: str | None, known: KnownSources) -> Iterator[Link]:
    for other, estimate in known.alike(likeness, _MOST_LINKS):
        same_address = document.detail("url") is not None and document.detail("url") == other.url
        fewer, more = sorted((other.runs, likeness.runs))
        if estimate < _WORTH_A_LOOK or fewer < _FEWEST_RUNS or (fewer < _LEAST * more and not same_address):
            continue
        text = known.text_of(other)
        share = estimate if text is None else shared(document, text)
        if share >= (_ALIKE_AT_ADDRESS if same_address else _ALIKE):
            yield Link(VERSION if same_address else _relation(document, outlet, other), other, share)


def _relation(document: Document, outlet: str | None, other: Known) -> str:
    return VERSION if outlet is not None and outlet == other.outlet else COPY


def is_earlier(document: Document, other: Known) -> bool:
    """Say whether a document is known to be of an earlier day than a source on record."""
    mine = document.detail("modified") or document.detail("published")
    theirs = other.modified or other.published
    return bool(mine and theirs and mine < theirs)

"""Whether a document is new to the record, one that it holds, another version of one, or a copy in another outlet."""

from dataclasses import dataclass

from kg.model import Document
from kg.read.known import Known, KnownSources
from kg.read.likeness import Likeness, shared

NEW, SAME, VERSION, COPY = "added", "same", "version", "copy"
# Measured on generated articles: other stories of one outlet on one event share up to a third of their runs through
# standing background, while rewritten versions keep more than this and agency copy, cut for space, nearly all.
_ALIKE = 0.6
_ALIKE_AT_ADDRESS = 0.2
_WORTH_A_LOOK = 0.15
# Below this many runs of words two notes may agree by chance: "has been contacted for comment".
_FEWEST_RUNS = 20


@dataclass(frozen=True)
class Decision:
    """What a document is to the record: ``status``, the source ``of`` which it is that, and how much they share."""

    status: str
    of: Known | None = None
    share: float = 0.0


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
        return Decision(SAME, found, 1.0)
    equal = known.by_words(likeness.words)
    for other in equal:
        if _agree(document, outlet, other):
            return Decision(SAME, other, 1.0)
    if equal:
        return Decision(_relation(document, outlet, equal[0]), equal[0], 1.0)
    return _nearest(document, likeness, outlet, known)


def _agree(document: Document, outlet: str | None, other: Known) -> bool:
    """Say whether nothing that is known of two documents of the same words tells them apart."""
    pairs = (
        (outlet, other.outlet),
        (document.detail("published"), other.published),
        (document.detail("url"), other.url),
    )
    return all(mine == theirs or mine is None or theirs is None for mine, theirs in pairs)


def _nearest(document: Document, likeness: Likeness, outlet: str | None, known: KnownSources) -> Decision:
    best = Decision(NEW)
    for other, estimate in known.alike(likeness):
        same_address = document.detail("url") is not None and document.detail("url") == other.url
        if estimate < _WORTH_A_LOOK or min(other.runs, likeness.runs) < _FEWEST_RUNS:
            continue
        text = known.text_of(other)
        share = estimate if text is None else shared(document, text)
        if share >= (_ALIKE_AT_ADDRESS if same_address else _ALIKE) and share > best.share:
            best = Decision(VERSION if same_address else _relation(document, outlet, other), other, share)
    return best


def _relation(document: Document, outlet: str | None, other: Known) -> str:
    return VERSION if outlet is not None and outlet == other.outlet else COPY


def is_earlier(document: Document, other: Known) -> bool:
    """Say whether a document is known to be of an earlier day than a source on record."""
    mine = document.detail("modified") or document.detail("published")
    theirs = other.modified or other.published
    return bool(mine and theirs and mine < theirs)

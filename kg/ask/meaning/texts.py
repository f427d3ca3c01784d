"""Statements as texts, and what is kept of each for as long as a graph is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.ask.meaning.vectors import Vectors
from kg.model import Statement

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.ask.record import Record

# As many are kept for the next question; one takes some 3 kB.
KEPT = 3000


@dataclass(frozen=True)
class Text:
    """A statement as it is compared: vectors and pieces of its whole text, and of its words alone."""

    whole: "NDArray[Any]"
    words: "NDArray[Any]"
    whole_pieces: tuple[int, ...]
    word_pieces: tuple[int, ...]


def whole_text(statement: Statement) -> str:
    """Return who said what to whom, about what, when and where, on one line."""
    who = f"{statement.speaker.label}, {statement.post}" if statement.post else statement.speaker.label
    towards = ", ".join(one.label for one in statement.towards)
    did = " and ".join(statement.acts) + (f" towards {towards}" if towards else "")
    about = "; ".join(one.label for one in statement.about)
    outlets = ", ".join(sorted({report.outlet or "" for report in statement.reports}))
    return f"{who} {did}: {bare_text(statement)} ({about}; {statement.said_on}; {outlets})"


def bare_text(statement: Statement) -> str:
    """Return the gist, the words in quotation marks, and those of the source where its text is kept."""
    quoted = " ".join(" ".join(report.quotation) for report in statement.reports if report.quotation)
    told = " ".join(dict.fromkeys(report.told for report in statement.reports if report.told))
    return " ".join(part for part in (statement.gist, quoted, told) if part)


class Texts:
    """The texts of a graph's statements, made when they are first compared."""

    def __init__(self, record: "Record", vectors: Vectors) -> None:
        """Start with none."""
        self.record, self.vectors = record, vectors
        self._known: dict[str, Text] = {}

    def get(self, iris: Sequence[str]) -> list[Text]:
        """Return the texts of statements, in the order of their IRIs, all of which must be on record."""
        missing = [iri for iri in iris if iri not in self._known]
        told = self.record.cards.load(missing)
        self._known.update((iri, self._text(one)) for iri, one in zip(missing, told, strict=True))
        found = [self._known[iri] for iri in iris]
        for iri in list(self._known)[: max(0, len(self._known) - KEPT)]:
            del self._known[iri]
        return found

    def _text(self, statement: Statement) -> Text:
        whole, bare = whole_text(statement), bare_text(statement)
        pieces = tuple(self.vectors.words(whole)), tuple(self.vectors.words(bare))
        return Text(self.vectors.vector(whole), self.vectors.vector(bare), *pieces)

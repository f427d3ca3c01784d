"""What the machine finds in a text, not yet reviewed: the noun that finding, resolving and reviewing share."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kg.model import Span

Spans = tuple[Span, ...]


@dataclass(frozen=True)
class FoundFigure:
    """A number that somebody asserts.

    ``value`` is None where the words give none that can be told ("a handful"); ``bound`` is a notation of the
    ontology's bounds (exactly, at-least, more-than, about, under, at-most, vague); ``unit`` and ``period`` are as
    printed, empty where there is none.
    """

    span: Span
    value: float | None
    bound: str
    unit: str
    period: str

    def to_dict(self) -> dict[str, Any]:
        """Return the figure as JSON values."""
        return {
            "span": list(self.span),
            "value": int(self.value) if self.value is not None and self.value == int(self.value) else self.value,
            "bound": self.bound,
            "unit": self.unit,
            "period": self.period,
        }


@dataclass(frozen=True)
class Part:
    """A stretch of a content that does one thing: a sentence or several, or a clause; ``acts`` the chief one first."""

    content: Spans
    acts: tuple[str, ...]
    polarity: str = "affirmed"

    def to_dict(self) -> dict[str, Any]:
        """Return the part as JSON values."""
        return {"content": _pairs(self.content), "acts": list(self.acts), "polarity": self.polarity}


@dataclass(frozen=True)
class Finding:
    """An attribution: who (source) says (cue) what (content), with what its words tell of the act.

    Spans are half-open ranges of Unicode code points. ``acts`` are notations of the ontology's acts, the chief one
    first. ``towards`` is where the person or body stands whom the act blames, defends or asks. ``nested`` are
    attributions inside the content, which make a chain. ``repeats`` are ids of findings of the same text that this one
    (a headline, a caption) says again. ``confidence`` is the chance that content and source are right. ``parts`` tell
    sentence by sentence which of the acts is done where; a content that does one thing is one part.
    """

    source: Spans
    cue: Spans
    content: Spans
    confidence: float
    wording: str = "indirect"
    acts: tuple[str, ...] = ("states",)
    polarity: str = "affirmed"
    hedge: tuple[str, ...] = ()
    towards: Spans = ()
    figures: tuple[FoundFigure, ...] = ()
    nested: "tuple[Finding, ...]" = field(default=())
    repeats: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def id(self) -> str:
        """Name the finding within its text: first and last offset of its content.

        >>> Finding(((0, 2),), ((3, 7),), ((8, 12), (20, 24)), 0.9).id
        '8-24'
        """
        return f"{self.content[0][0]}-{self.content[-1][1]}"

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as JSON values; resolving adds who and about what."""
        return {
            "id": self.id,
            "source": _pairs(self.source),
            "cue": _pairs(self.cue),
            "content": _pairs(self.content),
            "confidence": round(self.confidence, 4),
            "wording": self.wording,
            "act": self.acts[0],
            "acts": list(self.acts),
            "polarity": self.polarity,
            "hedge": list(self.hedge),
            "towards_spans": _pairs(self.towards),
            "figures": [figure.to_dict() for figure in self.figures],
            "nested": [finding.to_dict() for finding in self.nested],
            "repeats": list(self.repeats),
            "parts": [part.to_dict() for part in self.parts],
            "origin": "machine",
        }


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [list(span) for span in spans]

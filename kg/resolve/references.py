"""Who is meant by the words that a document gives for a speaker: what they can refer to, within the document."""

from dataclasses import dataclass, field

from kg.model import Span
from kg.resolve.bodies import Body
from kg.resolve.known import KnownTenure
from kg.resolve.people import Person


@dataclass(frozen=True)
class Holder:
    """Whoever held a post on a day, by the record."""

    tenure: KnownTenure


@dataclass(frozen=True)
class Voice:
    """Somebody without a name who speaks for others; ``noun`` is spokesman, source ..., ``gender`` m, f or empty."""

    noun: str
    gender: str
    owner: "Reference"


@dataclass(frozen=True)
class Option:
    """One of those who may be meant."""

    thing: "Person | Body | Voice | Holder"
    score: float
    basis: str


@dataclass
class Reference:
    """What words refer to: ``options`` the best first; ``role`` is what a private person is called, else empty."""

    words: str
    span: Span
    options: list[Option] = field(default_factory=list)
    role: str = ""

    @property
    def best(self) -> Option | None:
        """Return the option that the text decides for, None if it decides for none."""
        if not self.options:
            return None
        first = self.options[0]
        second = self.options[1].score if len(self.options) > 1 else 0.0
        return first if first.score >= CHOSEN and first.score - second >= MARGIN else None


# From which score on somebody is named, and by how much before the next: a wrong name is worse than none.
CHOSEN, MARGIN = 0.75, 0.2


def ranked(options: list[Option]) -> list[Option]:
    """Return options the best first, each thing once.

    >>> ranked([])
    []
    """
    kept: list[Option] = []
    for option in sorted(options, key=lambda one: -one.score):
        if not any(one.thing is option.thing or one.thing == option.thing for one in kept):
            kept.append(option)
    return kept

"""What a review has come to: how much was decided, and how much of it without words of the reviewer's own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kg.review import judgement as j
from kg.review.desk import Ask
from kg.review.finding import Finding
from kg.review.nodes import one


def count_bare(asks: Iterable[Ask], facts: Callable[[Finding], str]) -> int:
    """Count the statements that are accepted without a gist of the reviewer's and without a quotation that tells all.

    Args:
        asks: decisions that are about to be taken.
        facts: the gist that a statement gets where nobody writes one.
    """
    count = 0
    for ask in asks:
        if ask.decision not in (j.ACCEPT, j.EDIT):
            continue
        taken = Finding(ask.object or ask.subject, ask.result or ask.found)
        is_quoted = one(taken.report, "kg:wording") == "kg:direct"
        count += not is_quoted and one(taken.statement, "kg:gist") == facts(taken)
    return count


def bare_note(count: int) -> str:
    """Return a sentence on what was accepted without a gist, empty where nothing was.

    >>> bare_note(0), bare_note(2).partition(":")[0]
    ('', '2 accepted without a gist of yours')
    """
    if not count:
        return ""
    told = "what was said is then found and shown only where the source's text is kept"
    return f"{count} accepted without a gist of yours: {told}. Write it with the key g, or into the column gist."


@dataclass(frozen=True)
class Step:
    """One key's decision: the judgements, where in the row it was taken, and of what kind it is."""

    names: list[str]
    place: int
    is_noted: bool = False
    bare: int = 0


@dataclass
class Tally:
    """The steps of a session; those that were undone count no more."""

    steps: list[Step] = field(default_factory=list)

    def told(self, left: int) -> str:
        """Return what was done and what is left, in a line.

        >>> Tally([Step([], 0), Step([], 1, is_noted=True)]).told(4)
        '1 decided, 1 noted as not sure, 4 left.'
        """
        noted = sum(step.is_noted for step in self.steps)
        parts = [f"{len(self.steps) - noted} decided", f"{noted} noted as not sure" if noted else "", f"{left} left"]
        return f"{', '.join(part for part in parts if part)}."

    @property
    def bare(self) -> str:
        """Return a sentence on what was accepted without a gist, empty where nothing was."""
        return bare_note(sum(step.bare for step in self.steps))

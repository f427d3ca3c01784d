"""What narrows an answer besides the question."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

# More statements than these are no answer that a person reads: the first ones are shown, and how many there are.
PAGE = 100
_T = TypeVar("_T")


@dataclass(frozen=True)
class Options:
    """What narrows an answer besides the question: ISO days, IRIs of an outlet and an origin, how many at most.

    ``page`` is how many statements are shown of an answer that holds too many to show them all.
    """

    since: str | None = None
    until: str | None = None
    outlets: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    limit: int | None = None
    page: int = field(default=PAGE, compare=False)

    def shown(self, found: Sequence[_T]) -> Sequence[_T]:
        """Return what is shown of the statements found: all of them, or the first where they are too many.

        >>> len(Options().shown(range(80))), len(Options().shown(range(389))), len(Options(page=200).shown(range(389)))
        (80, 100, 200)
        """
        return found if len(found) <= max(PAGE, self.page) else found[: self.page]

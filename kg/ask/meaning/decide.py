"""Whether anything on record answers a question, and which statements make the best answer."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.ask.answer import Answer
from kg.ask.meaning.evidence import REPLIES, reply_of
from kg.ask.meaning.stored import MODEL, read_arrays

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Nobody is given more statements than these by meaning.
MOST_GIVEN = 25


def best_size(chances: Sequence[float]) -> tuple[int, float]:
    """Return how many of the likeliest statements make the best answer to expect, and how good it is to expect.

    The harmonic mean of recall and precision to expect of the k likeliest is twice the sum of their chances over k and
    the sum of all chances.

    >>> best_size([0.9, 0.8, 0.1])
    (2, 0.8947368421052632)
    """
    ordered = sorted(chances, reverse=True)
    whole, held, best = sum(ordered), 0.0, (0, 0.0)
    for size, chance in enumerate(ordered[:MOST_GIVEN], start=1):
        held += chance
        worth = 2 * held / (size + whole)
        if worth > best[1]:
            best = size, worth
    return best


def question_signs(
    chances: Sequence[float], given: Sequence[float], found: Answer, question: str, left: Sequence[str]
) -> "NDArray[Any]":
    """Return the signs of a question as a whole that something on record answers it (23).

    Args:
        chances: of the statements to answer, by the judge.
        given: those of the statements that the words found.
        found: the reply that the words made.
        question: as typed.
        left: its words that name nothing and may carry content.
    """
    import numpy as np

    ordered = sorted(chances, reverse=True)
    first, second = (*ordered, 0.0, 0.0)[:2]
    whole = [_logit(first), _logit(second), best_size(chances)[1], float(np.log1p(sum(chances)))]
    own = [max(given, default=0.0), sum(given) / max(len(given), 1), float(np.log1p(len(given)))]
    reply = [float(one == reply_of(found)) for one in REPLIES]
    crossed = [_logit(first) * one for one in (reply[0], reply[2] + reply[5] + reply[6] + reply[7])]
    words = question.split()
    opens = words[0].lower() if words else ""
    kind = [float(np.log1p(len(words))), float(opens in _ASKING), float(opens in _WHETHER), float(opens == "how")]
    kind += [float(len(left)), len(left) / (1 + len(words))]
    return np.array([*whole, *own, *reply, *crossed, *kind], dtype=np.float32)


_ASKING = frozenset(("who", "what", "which", "whose", "when", "where", "why"))
_WHETHER = frozenset("did do does has have had is are was were can could will would should".split())


def _logit(chance: float) -> float:
    from math import log

    kept = min(max(chance, 1e-4), 1 - 1e-4)
    return log(kept / (1 - kept))


class Decider:
    """A logistic regression that tells how likely anything on record answers; read from a file on first use."""

    def __init__(self, folder: Path = MODEL) -> None:
        """Name the folder that holds ``decider.npz``; nothing is read yet."""
        self.folder = folder

    @cached_property
    def arrays(self) -> "dict[str, NDArray[Any]]":
        """Read the arrays ``mean``, ``spread`` and ``weight`` of each sign, and ``base``."""
        return read_arrays(self.folder / "decider.npz")

    def chance(self, signs: "NDArray[Any]") -> float:
        """Return how likely it is that something on record answers, 0.0 to 1.0."""
        from math import exp

        held = self.arrays
        score = float(held["base"]) + float(((signs - held["mean"]) / held["spread"]) @ held["weight"])
        return 1.0 / (1.0 + exp(-max(min(score, 30.0), -30.0)))

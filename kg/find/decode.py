"""From tag scores to the most likely row of tags, and to spans with how sure they are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.find.labels import CONTENT, CUE, SOURCE, TAGS, RoleSpan, role_of, spans_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEVER = -1e9


@dataclass(frozen=True)
class ScoredSpan:
    """A span of words in one role.

    ``sureness`` is the mean probability that its words have the role, ``edge`` the lower of the probabilities of its
    two edges.
    """

    role: int
    start: int
    end: int
    sureness: float
    edge: float

    @property
    def words(self) -> tuple[int, int]:
        """Give first word and word after the last."""
        return self.start, self.end


def best_tags(scores: "NDArray[Any]", lean: Sequence[float] = (0.0,) * TAGS, walls: Collection[int] = ()) -> list[int]:
    """Find the best row of tags in which no span goes on that has not begun (Viterbi).

    Args:
        scores: words x TAGS, log-probabilities.
        lean: added to the score of each tag; what is above that of the tag outside finds more.
        walls: words into which no span goes on.
    """
    import numpy as np

    allowed = np.zeros((TAGS, TAGS), dtype=np.float32)
    for tag in range(2, TAGS, 2):
        allowed[:, tag] = _NEVER
        allowed[tag - 1, tag] = allowed[tag, tag] = 0
    scores = scores + np.array(lean, dtype=np.float32)
    best = scores[0].copy()
    best[2::2] = _NEVER
    origins = np.zeros((len(scores), TAGS), dtype=np.int8)
    for index in range(1, len(scores)):
        paths = best[:, None] + allowed
        origins[index] = paths.argmax(axis=0)
        best = paths.max(axis=0) + scores[index]
        if index in walls:
            best[2::2] = _NEVER
    tags = [int(best.argmax())]
    for index in range(len(scores) - 1, 0, -1):
        tags.append(int(origins[index, tags[-1]]))
    return tags[::-1]


def score_spans(scores: "NDArray[Any]", tags: list[int]) -> list[ScoredSpan]:
    """Read spans off the tags and say how sure each is."""
    import numpy as np

    chances = np.exp(scores)
    by_role = {role: chances[:, 2 * role - 1] + chances[:, 2 * role] for role in (SOURCE, CUE, CONTENT)}
    return [_scored(by_role[span[0]], scores, span) for span in spans_of(tags)]


def _scored(chances: "NDArray[Any]", scores: "NDArray[Any]", span: RoleSpan) -> ScoredSpan:
    import numpy as np

    role, start, end = span
    # The end is as sure as the next word is no continuation.
    ends = 1 - float(np.exp(scores[end, 2 * role])) if end < len(scores) else 1.0
    edge = min(float(np.exp(scores[start, 2 * role - 1])), ends)
    return ScoredSpan(role, start, end, float(chances[start:end].mean()), edge)


__all__ = ["ScoredSpan", "best_tags", "role_of", "score_spans"]

"""Which cue a source or a content hangs on: the trained linker in NumPy."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.find.decode import ScoredSpan
from kg.find.labels import CONTENT
from kg.find.places import distance_bucket, jump_bucket

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Cues looked at on each side of a span. Of the training links, 99.9 % pass over fewer than five other cues.
_REACH = 6


def link_chances(
    hanging: Sequence[ScoredSpan], cues: Sequence[ScoredSpan], vectors: "NDArray[Any]", arrays: Mapping[str, Any]
) -> list[dict[int, float]]:
    """Give each hanging span the probability of each cue near it.

    Args:
        hanging: sources and contents.
        cues: in the order of the text.
        vectors: words x 4 LINK, the link vectors of the words.
        arrays: the linker's arrays, as training wrote them.

    Returns:
        For each hanging span {index of a cue: probability}; what is left to 1 is the chance of none.
    """
    import numpy as np

    if not cues:
        return [{} for _ in hanging]
    first, last, cue_first, cue_last = np.split(vectors, 4, axis=1)
    holding = _gelu(cue_first[[c.start for c in cues]] + cue_last[[c.end - 1 for c in cues]])
    starts = [cue.start for cue in cues]
    found: list[dict[int, float]] = []
    for span in hanging:
        kind = int(span.role == CONTENT)
        vector = _gelu(first[span.start] + last[span.end - 1])
        place = bisect_left(starts, span.start)
        low = max(place - _REACH, 0)
        near = [cue.words for cue in cues[low : place + _REACH]]
        held = holding[low : low + len(near)]
        scores = held @ (vector @ arrays["pair"][kind]) + held @ arrays["hold"][kind]
        scores += arrays["far"][kind, [distance_bucket(span.words, cue) for cue in near]]
        scores += arrays["jump"][kind, [jump_bucket(span.words, near, index) for index in range(len(near))]]
        none = arrays["none"][kind] + arrays["hang"][kind] @ vector
        powers = np.exp(scores - max(scores.max(), none))
        total = powers.sum() + np.exp(none - max(scores.max(), none))
        found.append({low + index: float(power / total) for index, power in enumerate(powers)})
    return found


def _gelu(x: "NDArray[Any]") -> "NDArray[Any]":
    """Return the Gaussian error linear unit, with the error function to 1.5e-7.

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions, formula 7.1.26.
    """
    import numpy as np

    z = np.abs(x) / np.sqrt(2)
    t = 1 / (1 + 0.3275911 * z)
    tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    y: NDArray[Any] = x * 0.5 * (1 + np.sign(x) * (1 - tail * np.exp(-z * z)))
    return y

"""Which cue a source or a content hangs on: the trained linker in NumPy."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg.find.decode import ScoredSpan
from kg.find.labels import CONTENT, SOURCE
from kg.find.places import distance_bucket, jump_bucket
from kg.find.windows import Window

if TYPE_CHECKING:
    from numpy.typing import NDArray

Read = tuple[Window, "NDArray[Any]"]
"""A window and the link vectors of its words."""


def link_chances(
    hanging: Sequence[ScoredSpan], cues: Sequence[ScoredSpan], read: Sequence[Read], arrays: Mapping[str, Any]
) -> list[dict[int, float]]:
    """Give each content the probability of each cue near it, and each cue that of each source.

    Vectors are compared within a window only: they hold the place in their window, so that those of two windows do not
    fit (links right on the tuning set: 89 % across windows, 98 % within). A span in several windows gets for each cue
    the highest chance of any.

    Args:
        hanging: sources and contents.
        cues: in the order of the text.
        read: windows with the link vectors of their words (words x 4 LINK).
        arrays: the linker's arrays, as training wrote them.

    Returns:
        For each hanging span {index of a cue: probability}. What a content's cues leave to 1 is the chance that it has
        no cue; what the sources of a cue leave, that it has no source.
    """
    found: list[dict[int, float]] = [{} for _ in hanging]
    for window, vectors in read:
        inside = [i for i, cue in enumerate(cues) if window.start <= cue.start and cue.end <= window.end]
        spans = [i for i, span in enumerate(hanging) if span.start < window.end and window.start < span.end]
        if not inside or not spans:
            continue
        clipped = [_clipped(hanging[i], window) for i in spans]
        chances = _in_window(clipped, [_clipped(cues[i], window) for i in inside], vectors, arrays)
        for place, row in zip(spans, chances, strict=True):
            for index, chance in row.items():
                found[place][inside[index]] = max(chance, found[place].get(inside[index], 0.0))
    return found


def _clipped(span: ScoredSpan, window: Window) -> ScoredSpan:
    """Return the part of a span in a window, counted from its start."""
    start, end = max(span.start, window.start), min(span.end, window.end)
    return replace(span, start=start - window.start, end=end - window.start)


def _in_window(
    hanging: Sequence[ScoredSpan], cues: Sequence[ScoredSpan], vectors: "NDArray[Any]", arrays: Mapping[str, Any]
) -> Iterator[dict[int, float]]:
    import numpy as np

    first, last, cue_first, cue_last = np.split(vectors, 4, axis=1)
    holding = _gelu(cue_first[[c.start for c in cues]] + cue_last[[c.end - 1 for c in cues]])
    bounds = [cue.words for cue in cues]
    sources = [span.words for span in hanging if span.role == SOURCE]
    scores = np.zeros((len(hanging), len(cues)))
    none = np.zeros(len(hanging))
    for row, span in enumerate(hanging):
        kind = int(span.role == CONTENT)
        vector = _gelu(first[span.start] + last[span.end - 1])
        others = bounds if kind else sources
        scores[row] = holding @ (vector @ arrays["pair"][kind]) + holding @ arrays["hold"][kind]
        scores[row] += arrays["far"][kind, [distance_bucket(span.words, cue) for cue in bounds]]
        scores[row] += arrays["jump"][kind, [jump_bucket(span.words, cue, others) for cue in bounds]]
        none[row] = arrays["none"][kind] + arrays["hang"][kind] @ vector
    is_source = np.array([span.role == SOURCE for span in hanging])
    chances = np.zeros_like(scores)
    chances[~is_source] = _softmax(scores[~is_source], none[~is_source])
    chances[is_source] = _softmax(scores[is_source].T, arrays["none"][0] + holding @ arrays["lone"]).T
    for values in chances:
        yield {index: float(value) for index, value in enumerate(values)}


def _softmax(scores: "NDArray[Any]", none: "NDArray[Any]") -> "NDArray[Any]":
    """Turn rows of scores, beside that of none of them, into chances."""
    import numpy as np

    if not scores.size:
        return scores
    top = np.maximum(scores.max(axis=1), none)[:, None]
    powers: NDArray[Any] = np.exp(scores - top)
    powers /= powers.sum(axis=1, keepdims=True) + np.exp(none[:, None] - top)
    return powers


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

"""How sure a finding is: the network's own probabilities, put into one number that can be trusted as a chance."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from kg.find.group import Group
from kg.find.words import Words

FEATURES = (
    "one",
    "content",
    "content edge",
    "content link",
    "cue",
    "cue edge",
    "source",
    "source edge",
    "source link",
    "no source",
    "no cue",
    "direct",
    "mixed",
    "pieces",
    "length",
    "far",
)


def features_of(group: Group, wording: str, words: Words) -> list[float]:
    """Describe a group by numbers, one for each of ``FEATURES``."""
    source, cue, contents = group.source, group.cue, group.contents
    first = contents[0]
    return [
        1.0,
        _logit(min(span.sureness for span in contents)),
        _logit(min(span.edge for span in contents)),
        _logit(group.content_link),
        _logit(cue.sureness) if cue else 0.0,
        _logit(cue.edge) if cue else 0.0,
        _logit(source.sureness) if source else 0.0,
        _logit(source.edge) if source else 0.0,
        _logit(group.source_link) if source else 0.0,
        float(source is None),
        float(cue is None),
        float(wording == "direct"),
        float(wording == "mixed"),
        float(len(contents) - 1),
        math.log(sum(span.end - span.start for span in contents)),
        math.log1p(max(0, max(first.start - cue.end, cue.start - contents[-1].end))) if cue else 0.0,
    ]


def chance(features: Sequence[float], calibration: Mapping[str, Any]) -> float:
    """Return the chance that content and source are right.

    Args:
        features: as ``features_of`` gives them.
        calibration: ``weights``, one for each feature, and ``steps``, pairs of a raw and a true chance (isotonic).

    >>> round(chance([1.0, 2.0], {"weights": [0.0, 1.0], "steps": [[0.0, 0.0], [1.0, 1.0]]}), 3)
    0.881
    """
    raw = 1 / (1 + math.exp(-sum(w * x for w, x in zip(calibration["weights"], features, strict=True))))
    steps = calibration["steps"]
    for (left, low), (right, high) in pairwise(steps):
        if raw <= right:
            return float(low + (high - low) * (raw - left) / (right - left)) if right > left else float(high)
    return float(steps[-1][1])


def _logit(chance_: float) -> float:
    kept = min(max(chance_, 0.002), 0.998)
    return math.log(kept / (1 - kept))

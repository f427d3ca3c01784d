"""Learn from what people decided how sure a finding is: the shipped confidence, bent to fit their decisions."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
FOLDS = 5
# So many right and so many wrong findings the fit of two numbers needs before it beats none on findings kept out:
# below it, five folds of simulated decisions disagreed on the sign of the gain.
FEWEST, FEWEST_OF_A_KIND = 50, 8
# How strongly the fit is drawn to leaving the confidence as it is: the weight of so many decisions.
_PULL = 4.0
_STEPS = 41


@dataclass(frozen=True)
class Fit:
    """What was learned: the logit of the confidence times ``slope`` plus ``shift``.

    ``before`` and ``after`` are the mean log losses on findings that were kept out of the fit, lower is better.
    """

    slope: float
    shift: float
    before: float
    after: float

    @property
    def is_better(self) -> bool:
        """Say whether it did better on what it had not seen."""
        return self.after < self.before

    def __call__(self, chance: float) -> float:
        """Return the new confidence for an old one."""
        return _sigmoid(self.slope * _logit(chance) + self.shift)


def learn(chances: Sequence[float], right: Sequence[bool], groups: Sequence[Hashable]) -> Fit:
    """Fit the confidence to decisions, and measure the gain on those kept out.

    Args:
        chances: the confidence of each finding.
        right: what people decided on it.
        groups: what must not stand on both sides of the check, such as its source; where there are few of them, the
            findings are kept apart one by one.

    >>> fit = learn([0.9] * 60 + [0.5] * 60, [True, False] * 60, list(range(120)))
    >>> fit.is_better, fit(0.9) < 0.9
    (True, True)
    """
    x = np.array([_logit(chance) for chance in chances])
    y = np.array(right, dtype=float)
    keys = list(groups) if len(set(groups)) >= FOLDS else list(range(len(x)))
    folds = np.array([int.from_bytes(sha256(repr(key).encode()).digest()[:4]) % FOLDS for key in keys])
    losses = []
    for fold in range(FOLDS):
        kept = folds == fold
        if not kept.any():
            continue
        slope, shift = _newton(x[~kept], y[~kept])
        losses.append((_loss(x[kept], y[kept]), _loss(slope * x[kept] + shift, y[kept]), int(kept.sum())))
    total = sum(count for *_, count in losses)
    before, after = (sum(row[place] * row[2] for row in losses) / total for place in (0, 1))
    slope, shift = _newton(x, y)
    return Fit(round(slope, 5), round(shift, 5), round(before, 5), round(after, 5))


def bent(settings: dict[str, Any], fit: Fit) -> dict[str, Any]:
    """Return a model's settings with its calibration bent; what was told before is told still.

    >>> settings = {"calibration": {"weights": [1.0], "steps": [[0.0, 0.0], [1.0, 1.0]], "floor": 0.3}}
    >>> bent(settings, Fit(1.0, 0.0, 0.0, 0.0))["calibration"]["floor"]
    0.3
    """
    calibration = settings["calibration"]
    steps = calibration["steps"]
    raws = sorted({*(raw for raw, _ in steps), *(place / (_STEPS - 1) for place in range(_STEPS))})
    old = np.interp(raws, [raw for raw, _ in steps], [chance for _, chance in steps])
    new = [[round(raw, 5), round(fit(float(chance)), 5)] for raw, chance in zip(raws, old, strict=True)]
    floor = round(fit(calibration["floor"]), 4) if calibration["floor"] > 0 else 0.0
    return settings | {"calibration": calibration | {"steps": new, "floor": floor}}


def _newton(x: Array, y: Array) -> tuple[float, float]:
    start = np.array([1.0, 0.0])
    weights = start.copy()
    rows = np.stack([x, np.ones_like(x)], axis=1)

    def cost(at: Array) -> float:
        return _loss(rows @ at, y) * len(y) + _PULL / 2 * float(((at - start) ** 2).sum())

    for _ in range(100):
        chances = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (chances - y) + _PULL * (weights - start)
        curve = (rows * (chances * (1 - chances))[:, None]).T @ rows + _PULL * np.eye(2)
        step, size = np.linalg.solve(curve, slope), 1.0
        # Where nearly all chances are alike, a whole step of Newton's leaps beyond the valley.
        while size > 1e-6 and cost(weights - size * step) > cost(weights):
            size /= 2
        weights = weights - size * step
        if np.abs(size * step).max() < 1e-8:
            break
    # Turned round, the least sure findings would be shown as the surest; an order learned from many is kept.
    return max(float(weights[0]), 0.05), float(weights[1])


def _loss(logits: Array, y: Array) -> float:
    return float(np.mean(np.logaddexp(0.0, logits) - y * logits))


def _logit(chance: float) -> float:
    kept = min(max(chance, 0.005), 0.995)
    return math.log(kept / (1 - kept))


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-value))

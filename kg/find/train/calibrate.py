"""Learn from texts kept out of training how sure a finding is, and how sure it must be to be told.

Run: python -m kg.find.train.calibrate DATA.jsonl --model kg/find/model
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.find.confidence import FEATURES, chance, features_of
from kg.find.finder import Finder
from kg.find.group import Group
from kg.find.snap import Snapper
from kg.find.train.data import is_held_out, read_lines
from kg.find.wording import word_indices, wording_of
from kg.find.words import Words, read_words

Array = NDArray[Any]
_OUTSIDE = (0.3, 0.0, -0.3, -0.6, -0.9, -1.2)


@dataclass(frozen=True)
class Judged:
    """Findings of the tuning set: their features, which are right, and how many there are to find."""

    features: Array
    right: Array
    wanted: int


def judge(
    groups: Sequence[Group], words: Words, wanted: Sequence[dict[str, Any]]
) -> tuple[list[list[float]], list[bool]]:
    """Describe each group, and say whether content and source are those of an annotation that no other has taken."""
    snapper = Snapper(words, [span for one in groups for span in (one.cue, one.source) if span])
    golds = [(_words_of(words, gold["content"]), _words_of(words, gold.get("source", []))) for gold in wanted]
    rows: list[list[float]] = []
    pairs: list[tuple[float, int, int]] = []
    sources: list[set[int]] = []
    for place, one in enumerate(groups):
        ranges = [snapper.content(span) for span in one.contents]
        content = {index for start, end in ranges for index in range(start, end) if words.cases[index]}
        spans = [(words.starts[start], words.ends[end - 1]) for start, end in ranges]
        rows.append(features_of(one, wording_of(words, spans), words))
        sources.append(set(range(*one.source.words)) if one.source else set())
        for gold, (said, _) in enumerate(golds):
            shared = len(content & said)
            if shared and max(shared / len(content | said), shared / max(len(content), len(said))) >= 0.5:
                pairs.append((shared / len(content | said), place, gold))
    right = [False] * len(groups)
    taken: set[int] = set()
    done: set[int] = set()
    for _, place, gold in sorted(pairs, reverse=True):
        if gold not in taken and place not in done:
            taken.add(gold)
            done.add(place)
            who = golds[gold][1]
            right[place] = bool(who & sources[place]) if who and sources[place] else not who and not sources[place]
    return rows, right


def _words_of(words: Words, spans: Sequence[Sequence[int]]) -> set[int]:
    indices = word_indices(words, [(start, end) for start, end in spans])
    return {index for index in indices if words.cases[index]}


def fit(judged: Judged, penalty: float = 1.0) -> list[float]:
    """Fit a logistic regression by Newton's method."""
    weights = np.zeros(len(FEATURES))
    for _ in range(30):
        chances = 1 / (1 + np.exp(-judged.features @ weights))
        slope = judged.features.T @ (chances - judged.right) + penalty * weights
        curve = (judged.features * (chances * (1 - chances))[:, None]).T @ judged.features
        weights = weights - np.linalg.solve(curve + penalty * np.eye(len(weights)), slope)
    return [round(float(weight), 5) for weight in weights]


def steps_of(raw: Array, right: Array, bins: int = 12) -> list[list[float]]:
    """Turn raw chances into true ones: shares right in bins of equal size, made to rise (pool adjacent violators)."""
    order = np.argsort(raw)
    blocks = [[float(raw[part].mean()), float(right[part].mean()), len(part)] for part in np.array_split(order, bins)]
    merged: list[list[float]] = []
    for block in blocks:
        merged.append(block)
        while len(merged) > 1 and merged[-2][1] >= merged[-1][1]:
            (x, y, n), (x2, y2, n2) = merged[-2:]
            merged[-2:] = [[(x * n + x2 * n2) / (n + n2), (y * n + y2 * n2) / (n + n2), n + n2]]
    inner = [[round(x, 5), round(y, 5)] for x, y, _ in merged]
    # Beyond the outermost bins the raw chance is followed to nothing and to nearly one, so that no two are equal.
    return [[0.0, inner[0][1] / 2], *inner, [1.0, max(inner[-1][1], 0.995)]]


def best_floor(chances: Array, judged: Judged) -> tuple[float, float]:
    """Choose the confidence below which a finding is better not told; return it with the F1 it reaches."""
    order = np.argsort(-chances)
    hits = np.cumsum(judged.right[order])
    scores = 2 * hits / (np.arange(1, len(order) + 1) + judged.wanted)
    best = int(scores.argmax())
    return float(chances[order[best]]), float(scores[best])


def main() -> None:
    """Fit on the tuning set, choose how much to tell, and write both into the model's settings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", type=Path, help="the files that were trained on")
    parser.add_argument("--model", type=Path, required=True, help="folder of the exported weights")
    parser.add_argument("--held-out", type=float, default=0.1, help="as in training")
    parser.add_argument("--split-seed", type=int, default=13, help="as in training")
    args = parser.parse_args()
    documents = [
        line
        for path in args.data
        for line in read_lines(path)
        if is_held_out(line["doc"], args.split_seed, args.held_out)
    ]
    finder = Finder(args.model, 1)
    texts = [read_words(document["text"]) for document in documents]
    scored = [finder.scores(words) for words in texts]
    best: dict[str, Any] = {}
    for outside in _OUTSIDE:
        rows: list[list[float]] = []
        right: list[bool] = []
        for document, words, scores in zip(documents, texts, scored, strict=True):
            more = judge(finder.group(words, *scores, outside), words, document["attributions"])
            rows += more[0]
            right += more[1]
        wanted = sum(len(document["attributions"]) for document in documents)
        found = _calibrated(Judged(np.array(rows), np.array(right, dtype=float), wanted)) | {"outside": outside}
        print({key: found[key] for key in ("outside", "f1", "half")})
        best = max(best or found, found, key=lambda one: one["f1"])
    settings = finder.tagger.settings | {"outside": best["outside"], "calibration": best["calibration"]}
    (args.model / "settings.json").write_text(json.dumps(settings) + "\n", "utf-8")


def _calibrated(judged: Judged) -> dict[str, Any]:
    weights = fit(judged)
    raw = 1 / (1 + np.exp(-judged.features @ np.array(weights)))
    calibration: dict[str, Any] = {"weights": weights, "steps": steps_of(raw, judged.right)}
    chances = np.array([chance(row, calibration) for row in judged.features.tolist()])
    floor, f1 = best_floor(chances, judged)
    told = np.sort(np.where(chances >= floor)[0])
    surer = told[np.argsort(-chances[told])][: len(told) // 2]
    calibration["floor"] = round(floor, 4)
    return {"calibration": calibration, "f1": round(f1, 4), "half": round(float(judged.right[surer].mean()), 4)}


if __name__ == "__main__":
    main()

"""Learn from texts kept out of training how sure a finding is, and how sure it must be to be told.

Run: python -m kg.find.train.calibrate DATA.jsonl --model kg/find/model
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.find.confidence import FEATURES, chance, features_of
from kg.find.finder import Finder
from kg.find.group import Group
from kg.find.snap import Snapper, extend_by_name
from kg.find.train.data import is_held_out, read_lines
from kg.find.wording import word_indices, wording_of
from kg.find.words import Words, read_words

Array = NDArray[Any]
# What is added to the scores of outside, source, cue and content. A source or a cue too many that hangs on nothing is
# dropped later, so that leaning towards them costs little.
_LEANS = [(outside, more, more, 0.0) for outside in (0.0, -0.3) for more in (0.4, 0.8, 1.2)]


@dataclass(frozen=True)
class Judged:
    """Findings of the tuning set and how many there are to find.

    ``said`` is 1 where the content is right, ``right`` where the source is so as well.
    """

    features: Array
    said: Array
    right: Array
    wanted: int


@dataclass(frozen=True)
class _Cut:
    """One finding as it would be told: its words of content and of source."""

    content: set[int]
    source: set[int]


def judge(groups: Sequence[Group], words: Words, wanted: Sequence[dict[str, Any]]) -> tuple[list[list[float]], Array]:
    """Describe each group, and compare it with the annotations.

    Returns:
        Features of each group, and for each two numbers: is the content that of an annotation that no other group has
        taken, and is the source right as well.
    """
    snapper = Snapper(words, [span for one in groups for span in (one.cue, one.source) if span])
    golds = [_Cut(_words_of(words, one["content"]), _words_of(words, one.get("source", ()))) for one in wanted]
    rows: list[list[float]] = []
    found: list[_Cut] = []
    for one in groups:
        extend_by_name(words, one)
        ranges = [snapper.content(span) for span in one.contents]
        spans = [(words.starts[start], words.ends[end - 1]) for start, end in ranges]
        rows.append(features_of(one, wording_of(words, spans), words))
        source = snapper.source(one.source) if one.source else None
        found.append(_Cut(_words_of(words, spans), set(range(*source)) if source else set()))
    right = np.zeros((len(groups), 2))
    for place, gold in _matches(found, golds):
        who, named = golds[gold].source, found[place].source
        right[place] = 1, bool(who & named) if who and named else not who and not named
    return rows, right


def _matches(found: Sequence[_Cut], golds: Sequence[_Cut]) -> Iterator[tuple[int, int]]:
    """Pair findings and annotations that share half of their words, the closest first, none twice."""
    pairs: list[tuple[float, int, int]] = []
    for place, one in enumerate(found):
        for gold, other in enumerate(golds):
            shared = len(one.content & other.content)
            if shared and shared / max(len(one.content), len(other.content)) >= 0.5:
                pairs.append((shared / len(one.content | other.content), place, gold))
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, place, gold in sorted(pairs, reverse=True):
        if place not in taken[0] and gold not in taken[1]:
            taken[0].add(place)
            taken[1].add(gold)
            yield place, gold


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
    """Choose the confidence below which a finding is better not told; return it with what it reaches.

    What counts is the mean of two F1: of contents, and of contents with their sources.
    """
    order = np.argsort(-chances)
    hits = np.cumsum(judged.right[order] + judged.said[order]) / 2
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
    wanted = sum(len(document["attributions"]) for document in documents)
    for outside, source, cue, content in _LEANS:
        lean = [outside, source, source, cue, cue, content, content]
        judged = [
            judge(finder.group(words, *scores, lean), words, document["attributions"])
            for document, words, scores in zip(documents, texts, scored, strict=True)
        ]
        rows = np.array([row for rows, _ in judged for row in rows])
        right = np.concatenate([right for _, right in judged])
        found = _calibrated(Judged(rows, right[:, 0], right[:, 1], wanted)) | {"lean": lean}
        print({key: found[key] for key in ("lean", "f1", "half")})
        best = max(best or found, found, key=lambda one: one["f1"])
    settings = finder.tagger.settings | {"lean": best["lean"], "calibration": best["calibration"]}
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

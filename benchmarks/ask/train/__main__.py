"""Train what `kg ask` compares by meaning, and write it where the package reads it.

Examples:
    python -m benchmarks.ask.train --encoder ENCODER --known KNOWN.jsonl --new NEW.jsonl
    python -m benchmarks.ask.train --known KNOWN.jsonl --new NEW.jsonl      # the vectors of the pieces stay
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.ask.train.examples import Example, read_examples
from benchmarks.ask.train.judge import as_arrays, fit_decider, fit_judge
from benchmarks.ask.train.maps import train_maps
from kg.ask.meaning.stored import MODEL
from kg.ask.meaning.vectors import Vectors
from kg.iri import local_id

FOLDS = 4


def main() -> None:
    """Train and write ``vectors.npz`` and ``judge.npz``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--known", nargs="*", type=Path, default=[], help="questions by which the reading was mended")
    parser.add_argument("--new", nargs="+", type=Path, required=True, help="questions by which nothing was mended")
    parser.add_argument("--keep", type=Path, help="file for the chances of the new questions, out of fold")
    parser.add_argument("--encoder", type=Path, help="folder of all-MiniLM-L6-v2; default: keep the pieces' vectors")
    parser.add_argument("--out", type=Path, default=MODEL, help="folder to write to")
    given = parser.parse_args()
    vectors = Vectors(given.out)
    if given.encoder:
        from benchmarks.ask.train.pieces import make_pieces

        vectors.arrays = make_pieces(given.encoder)
    examples = read_examples(given.known, vectors, is_new=False) + read_examples(given.new, vectors, is_new=True)
    print(f"{len(examples)} questions, {sum(bool(one.wanted) for one in examples)} with an answer", flush=True)
    signs, chances = _out_of_fold(examples, vectors)
    new = [row for row, one in enumerate(examples) if one.evidence.found is not None]
    decider = fit_decider([examples[row] for row in new], [chances[row] for row in new])
    _use(vectors, train_maps(examples))
    given.out.mkdir(parents=True, exist_ok=True)
    _write(given.out / "vectors.npz", vectors.arrays)
    _write(given.out / "judge.npz", as_arrays(fit_judge(examples, signs)))
    _write(given.out / "decider.npz", decider)
    if given.keep:
        given.keep.write_text("".join(_kept(examples[row], chances[row]) for row in new), encoding="utf-8")
    print(f"written to {given.out}")


def _out_of_fold(examples: list[Example], vectors: Vectors) -> tuple[list[Any], list[Any]]:
    """Return the signs of each example by maps trained on the other folds, and chances by a judge fitted on these."""
    fold = np.random.default_rng(1).integers(0, FOLDS, len(examples))
    signs: list[Any] = [None] * len(examples)
    chances: list[Any] = [None] * len(examples)
    for number in range(FOLDS):
        _use(vectors, train_maps([one for one, place in zip(examples, fold, strict=True) if place != number]))
        for row in np.flatnonzero(fold == number):
            signs[row] = examples[row].signs()
        print(f"maps of fold {number + 1} of {FOLDS}", flush=True)
    for number in range(FOLDS):
        others = np.flatnonzero(fold != number)
        judge = fit_judge([examples[row] for row in others], [signs[row] for row in others])
        for row in np.flatnonzero(fold == number):
            chances[row] = judge.predict_proba(signs[row])[:, 1]
    return signs, chances


def _kept(example: Example, chances: Any) -> str:
    """Return a line that tells how likely each statement was held to be, and what the words had found."""
    found = example.evidence.found
    assert found is not None
    told = {local_id(card.iri): round(float(one), 5) for card, one in zip(example.cards, chances, strict=True)}
    given = [one.id for one in found.statements]
    line = {"id": example.question.id, "kind": found.kind, "lacks": found.lacks, "statements": given, "chances": told}
    return json.dumps(line) + "\n"


def _write(path: Path, arrays: Mapping[str, Any]) -> None:
    np.savez(path, **dict(arrays))


def _use(vectors: Vectors, maps: tuple[Any, Any]) -> None:
    asked, told = (one.astype(np.float16) for one in maps)
    vectors.arrays = {**vectors.arrays, "asked": asked, "told": told}


if __name__ == "__main__":
    main()

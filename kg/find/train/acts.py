"""Learn which act a content does: python -m kg.find.train.acts TABLE... --out kg/find/model/acts.npz.

A table holds acts, speaker and content in columns, in sections by subject; a section or file whose first line says
"patterns known" was at hand when the patterns were written, and teaches nothing of how far they are right. With
``--check`` the subjects are held out in turn, and the share that is told right is printed for each.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from kg.find.contents import kind_of
from kg.find.weighed import shown_of, words_of

_HERE = Path(__file__).parent
_KNOWN = "patterns known"
# Chosen on invented articles with an answer key: how much the weights are held back, how much an older sentence counts.
_HOLD, _OLD = 7e-5, 1.0
_ROUNDS = 120
_LEAST = 2


@dataclass(frozen=True)
class Row:
    """A sentence to learn from."""

    subject: str
    acts: tuple[str, ...]
    source: str
    content: str
    is_known: bool


def read_rows(path: Path) -> Iterator[Row]:
    """Read a table."""
    subject = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            subject = line[1:].strip()
        elif line:
            acts, source, content = line.split("\t")
            yield Row(subject, tuple(acts.split(",")), source, content, subject.endswith(_KNOWN))


def describe(row: Row) -> dict[str, float]:
    """Return the features of a sentence as `kg find` sees them."""
    wording = "direct" if row.content[:1] in "“\"'‘" else "indirect"
    grams = words_of(row.content, wording)
    shown = shown_of(row.content, kind_of(row.source), wording, with_patterns=not row.is_known)
    return {**dict.fromkeys(grams, 1 / max(1, len(grams)) ** 0.5), **shown}


def matrix(told: Sequence[dict[str, float]], names: Sequence[str]) -> Any:
    """Return rows x features."""
    places = {name: place for place, name in enumerate(names)}
    values = np.zeros((len(told), len(names)), dtype=np.float32)
    for row, features in enumerate(told):
        for name, value in features.items():
            if name in places:
                values[row, places[name]] = value
    return values


def fit(values: Any, wanted: Any, counts: Any, hold: float = _HOLD) -> tuple[Any, Any]:
    """Fit the weights (features x acts) and the base of each act.

    There are more features than sentences, so what is looked for is a weight for each sentence.
    """
    alike = torch.tensor(values @ values.T)
    truth, weight = torch.tensor(wanted), torch.tensor(counts / counts.mean())
    heavy = torch.zeros(len(values), wanted.shape[1], requires_grad=True)
    base = torch.zeros(wanted.shape[1], requires_grad=True)
    search = torch.optim.LBFGS([heavy, base], max_iter=_ROUNDS, history_size=8, line_search_fn="strong_wolfe")

    def loss() -> Any:
        search.zero_grad()
        scores = alike @ heavy
        missed = -(truth * torch.log_softmax(scores + base, 1)).sum(1).mul(weight).mean()
        total = missed + hold * (heavy * scores).sum()
        total.backward()  # type: ignore[no-untyped-call]
        return total

    search.step(loss)
    return values.T @ heavy.detach().numpy(), base.detach().numpy()


def learn(rows: Sequence[Row], hold: float = _HOLD) -> tuple[list[str], list[str], Any, Any]:
    """Return the features, the acts, the weights and the base of some sentences."""
    told = [describe(row) for row in rows]
    seen = Counter(name for features in told for name in features)
    names = sorted(name for name, count in seen.items() if count >= _LEAST)
    acts = sorted({act for row in rows for act in row.acts})
    wanted = np.array([[(act in row.acts) / len(row.acts) for act in acts] for row in rows], dtype=np.float32)
    counts = np.array([_OLD if row.is_known else 1.0 for row in rows], dtype=np.float32)
    return names, acts, *fit(matrix(told, names), wanted, counts, hold)


def check(rows: Sequence[Row], folds: int = 3, hold: float = _HOLD) -> dict[str, float]:
    """Hold every third subject out in turn; return the share told right by subject."""
    subjects = sorted({row.subject for row in rows if not row.is_known})
    right: dict[str, list[bool]] = {}
    for fold in range(folds):
        held = set(subjects[fold::folds])
        names, acts, weights, base = learn([row for row in rows if row.subject not in held], hold)
        unseen = [row for row in rows if row.subject in held]
        scores = matrix([describe(row) for row in unseen], names) @ weights + base
        for row, best in zip(unseen, scores.argmax(1), strict=True):
            right.setdefault(row.subject, []).append(acts[best] in row.acts)
    shares = {subject: sum(told) / len(told) for subject, told in right.items()}
    every = [one for told in right.values() for one in told]
    return {**shares, "all": sum(every) / len(every)}


def write(path: Path, names: Iterable[str], acts: Iterable[str], weights: Any, base: Any) -> None:
    """Write a model in 8 bits a weight, with one scale for each act."""
    scales = np.maximum(np.abs(weights).max(0), 1e-9) / 127
    np.savez_compressed(
        path,
        features=np.frombuffer("\n".join(names).encode("utf-8"), dtype=np.uint8),
        acts=np.frombuffer("\n".join(acts).encode("utf-8"), dtype=np.uint8),
        rows=np.round(weights / scales).astype(np.int8),
        scales=scales.astype(np.float32),
        base=base.astype(np.float32),
    )


def main() -> None:
    """Learn, and write or check."""
    parser = argparse.ArgumentParser(prog="python -m kg.find.train.acts", description=__doc__)
    parser.add_argument("tables", type=Path, nargs="*", default=[_HERE / "acts.tsv", _HERE / "acts_known.tsv"])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--hold", type=float, default=_HOLD)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    rows = [row for table in arguments.tables for row in read_rows(table)]
    if arguments.check:
        for subject, share in check(rows, hold=arguments.hold).items():
            print(f"{share:6.1%}  {subject}")
    if arguments.out:
        write(arguments.out, *learn(rows, arguments.hold))


if __name__ == "__main__":
    main()

"""The scorer and the annotated texts, which lie beside the repository and never in it."""

import importlib.util
import json
import random
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from kg.errors import KgError
from kg.find.input import read_lines
from kg.model import Document

ROOT = Path(__file__).resolve().parents[2]
ATTRIBUTION = ROOT.parent / "shared" / "attribution"
DEV = ATTRIBUTION / "polnear" / "dev.jsonl.gz"


def load_scorer() -> ModuleType:
    """Import ``score.py``.

    Raises:
        KgError: it is not at hand.
    """
    path = ATTRIBUTION / "score.py"
    if not path.is_file():
        raise KgError(f"{path}: not there", "The scorer and its texts lie in ../shared/attribution.")
    spec = importlib.util.spec_from_file_location("attribution_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def read_texts(path: Path) -> list[Document]:
    """Read the documents of a JSONL file; an unreadable line is an error."""
    found = []
    for document in read_lines(str(path)):
        if not isinstance(document, Document):
            raise document
        found.append(document)
    return found


def pick(names: Sequence[str], count: int, seed: int) -> set[str]:
    """Pick a seeded share of documents by name; 0 picks all."""
    return set(random.Random(seed).sample(sorted(names), count) if count else names)


def score(
    scorer: ModuleType, gold: Path, found: Iterable[dict[str, Any]], only: set[str], rounds: int = 1000
) -> tuple[dict[str, Any], str]:
    """Score predictions against a gold file; return the report and its table."""
    golds = {doc: value for doc, value in scorer.read(gold).items() if doc in only}
    texts = {doc: text for doc, (text, _) in golds.items()}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predictions.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in found), encoding="utf-8")
        report, _ = scorer.score(golds, scorer.read(path, texts), rounds=rounds)
    return report, scorer.table(report)

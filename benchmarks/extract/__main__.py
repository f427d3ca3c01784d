"""Score `kg find` on annotated texts, or time it.

python -m benchmarks.extract
python -m benchmarks.extract --method rules
python -m benchmarks.extract --speed
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.extract.rules import find_by_rules
from benchmarks.extract.scoring import DEV, load_scorer, pick, read_texts, score
from benchmarks.extract.speed import time_both
from kg.errors import KgError
from kg.find import MODEL, Finder
from kg.find.labels import ROLES
from kg.model import Document


def main() -> None:
    """Print the table of the scorer with its intervals, and how right the surer half is."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extract", description=__doc__)
    parser.add_argument("--gold", type=Path, default=DEV, help="annotated texts, JSON Lines")
    parser.add_argument("--method", choices=("tagger", "rules"), default="tagger")
    parser.add_argument("--model", type=Path, default=MODEL, help="folder of the weights")
    parser.add_argument("--docs", type=int, default=0, help="only so many documents, picked by --seed; 0: all")
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--rounds", type=int, default=1000, help="of the bootstrap; 0: no intervals")
    parser.add_argument("--out", type=Path, help="also write the predictions")
    parser.add_argument("--speed", action="store_true", help="time instead, beside spaCy where it is installed")
    arguments = parser.parse_args()
    try:
        scorer = load_scorer()
        documents = read_texts(arguments.gold)
    except KgError as error:
        print(f"Error: {error}", file=sys.stderr)
        sys.exit(2)
    only = pick([document.name for document in documents], arguments.docs, arguments.seed)
    documents = [document for document in documents if document.name in only]
    if arguments.speed:
        for name, value in time_both(documents[:24]).items():
            print(f"{name:24}{value:10.0f}")
        return
    lines = list(predict(documents, arguments.method, arguments.model))
    if arguments.out:
        arguments.out.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    print(score(scorer, arguments.gold, lines, only, arguments.rounds)[1])
    if arguments.method == "tagger":
        share = surer_half(scorer, arguments.gold, lines, only)
        print(f"\nof the surer half of the findings {share:.1%} have the right content and source")


def predict(documents: Sequence[Document], method: str, model: Path = MODEL) -> Iterator[dict[str, Any]]:
    """Find the attributions of texts by one method, in the form of the scorer."""
    finder = Finder(model)
    for document in documents:
        if method == "rules":
            found = find_by_rules(document.text)
        else:
            found = [finding.to_dict() for finding in finder.find(document)]
        yield {"doc": document.name, "attributions": found}


def surer_half(scorer: Any, gold: Path, lines: Sequence[dict[str, Any]], only: set[str]) -> float:
    """Return which share of the more confident half of the findings has the right content and source."""
    golds = {doc: value for doc, value in scorer.read(gold).items() if doc in only}
    judged: list[tuple[float, bool]] = []
    for line in lines:
        text, wanted = golds[line["doc"]]
        found = line["attributions"]
        roles = [{role: [tuple(span) for span in one[role]] for role in ROLES} for one in found]
        _, want, have, pairs = scorer.count(scorer.Text(text), wanted, roles)
        right = {p for g, p in pairs if scorer.same(want[g], have[p], "source")}
        judged += [(one["confidence"], place in right) for place, one in enumerate(found)]
    judged.sort(key=lambda pair: -pair[0])
    half = judged[: len(judged) // 2]
    return sum(is_right for _, is_right in half) / max(len(half), 1)


if __name__ == "__main__":
    main()

"""Memory of one process over many documents: it must not grow with their number.

    python -m benchmarks.extract.memory --docs 10000

The documents are made up, from a seed: short ones mostly, every hundredth long, with quotations, reports and figures.
"""

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

from kg.find import Finder
from kg.model import Document

_PAGE_BYTES = 4096
_WHO = ("The harbour board", "Ann Marlow", "A spokesman for the school", "The inspector", "Mr Tranter", "The union")
_CUES = ("said", "admitted", "denied", "warned", "has promised", "told the inquiry", "accused the council of saying")
_WHAT = (
    "{n} ferries had sailed without a lifeboat",
    "nobody had looked at the boiler since {y}",
    "the ward would be opened again within {n} weeks",
    "more than {n} pupils were taught in corridors",
    "the water was safe to drink",
)
_PLAIN = (
    "The pier is closed and the last boat left at noon.",
    "It rained for {n} days in {y}.",
    "The school stands on a hill above the town.",
)


def documents(count: int, seed: int = 13) -> Iterator[Document]:
    """Make documents up, one after the other; the same seed makes the same ones."""
    draw = random.Random(seed)
    for number in range(count):
        sentences = draw.randint(80, 300) if number % 100 == 0 else draw.randint(3, 16)
        yield Document(f"{number}", "\n\n".join(_sentence(draw) for _ in range(sentences)), "")


def _sentence(draw: random.Random) -> str:
    what = draw.choice(_WHAT).format(n=draw.randint(2, 999), y=draw.randint(1990, 2020))
    who, cue, name = draw.choice(_WHO), draw.choice(_CUES), f"{draw.choice('ABCDEFG')}{draw.randint(100, 99999)}"
    forms = (
        draw.choice(_PLAIN).format(n=draw.randint(2, 99), y=draw.randint(1990, 2020)),
        f"{who} {cue} that {what}.",
        f"“{what.capitalize()},” {cue} {who}. “It is for {name} to say why.”",
        f"According to {who}, {what}.",
    )
    return draw.choice(forms)


def resident_mb() -> float:
    """Return the memory that this process holds now (Linux)."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * _PAGE_BYTES / 1e6


def main() -> None:
    """Print the memory held after each tenth of the documents."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extract.memory", description=__doc__)
    parser.add_argument("--docs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=13)
    arguments = parser.parse_args()
    finder, findings, words, began = Finder(threads=1), 0, 0, time.perf_counter()
    step = max(arguments.docs // 10, 1)
    for number, document in enumerate(documents(arguments.docs, arguments.seed), 1):
        findings += len(finder.find(document))
        words += len(document.text.split())
        if number % step == 0:
            spent = time.perf_counter() - began
            print(f"{number:8} documents {words:10} words {findings:8} findings {resident_mb():8.0f} MB {spent:7.0f} s")


if __name__ == "__main__":
    main()

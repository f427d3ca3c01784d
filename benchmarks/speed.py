"""Measure everything that speed was promised for, and print one table.

python -m benchmarks.speed [--quick] [--only NAME] [--json FILE]
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from benchmarks.asking import measure_ask
from benchmarks.bench import QUICK, Bench, Sizes
from benchmarks.building import measure_build
from benchmarks.cold import measure_cold, measure_help, measure_scale
from benchmarks.limits import measure_limits, measure_memory
from benchmarks.measure import BenchmarkError
from benchmarks.table import Figure, format_table, to_json
from benchmarks.warm import measure_rdflib, measure_warm, measure_words

MEASUREMENTS: dict[str, Callable[[Bench], Iterator[Figure]]] = {
    "help": measure_help,
    "cold": measure_cold,
    "limits": measure_limits,
    "build": measure_build,
    "scale": measure_scale,
    "memory": measure_memory,
    "warm": measure_warm,
    "rdflib": measure_rdflib,
    "words": measure_words,
    "ask": measure_ask,
}
PACKAGES = ("on-record", "pyoxigraph", "oxigraph", "rdflib", "click")


def measure(bench: Bench, names: Iterable[str]) -> tuple[list[Figure], list[str]]:
    """Take the measurements of some names; return the figures and what kept others from being taken."""
    figures: list[Figure] = []
    failures: list[str] = []
    for name in names:
        bench.say(f"Measuring {name}")
        try:
            for figure in MEASUREMENTS[name](bench):
                figures.append(figure)  # one by one: what came before an error is kept
        except BenchmarkError as error:
            failures.append(f"{name}: {error}")
    return figures, failures


def about(sizes: Sizes) -> dict[str, object]:
    """Return what is to be known about the machine and the versions beside the figures."""
    packages = {name: version(name) for name in PACKAGES}
    return {"python": platform.python_version(), "cores": os.cpu_count(), "packages": packages, "sizes": vars(sizes)}


def main() -> None:
    """Measure, print the table; exit 1 if a bound does not hold, 2 if something could not be measured."""
    arguments = _parse()
    sizes = QUICK if arguments.quick else Sizes()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="on-record-speed-") as temporary:
        folder = (arguments.folder or Path(temporary)).resolve()
        bench = Bench(folder, sizes, lambda text: print(text, file=sys.stderr))
        figures, failures = measure(bench, arguments.only or MEASUREMENTS)
    print(format_table(figures))
    missed = sum(figure.holds is False for figure in figures)
    took = time.perf_counter() - started
    print(f"{len(figures)} figures, {missed} beyond their bound, {len(failures)} not measured ({took:.0f} s).")
    for failure in failures:
        print(f"Error: {failure}", file=sys.stderr)
    if arguments.json:
        arguments.json.write_text(to_json(figures, about(sizes)), encoding="utf-8")
    sys.exit(2 if failures else 1 if missed else 0)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed",
        description="Measure everything that speed was promised for, each as a ratio taken in one run.",
        epilog="Exit codes: 0 all bounds hold, 1 one does not, 2 something could not be measured.",
    )
    parser.add_argument("--quick", action="store_true", help="small sizes: a look in a minute or two, no verdict")
    parser.add_argument(
        "--only",
        action="append",
        choices=MEASUREMENTS,
        metavar="NAME",
        help=f"one of {', '.join(MEASUREMENTS)}; repeatable",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures here")
    parser.add_argument(
        "--folder", type=Path, help="work here and leave the workspaces for the next run (default: a temporary folder)"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()

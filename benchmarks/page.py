"""Measure everything that was promised of the network page, and print one table.

python -m benchmarks.page [--quick] [--only NAME] [--json FILE] [--folder DIR]
"""

import argparse
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.bench import Bench
from benchmarks.measure import BenchmarkError, Run, run
from benchmarks.page_browser import LIMIT_S, first_answer, first_drawing_s, open_browser
from benchmarks.page_record import write_network
from benchmarks.table import Figure, format_table, to_json

# The person who speaks most; see page_record.
BUSIEST = "n-0"
PACKAGES = ("on-record", "networkx", "igraph", "pyvis", "playwright")


_PYVIS = """
import sys
import kg
from pyvis.network import Network

with kg.open_graph(sys.argv[1]) as graph:
    network = graph.network()
page = Network(directed=True, cdn_resources="in_line")
for node, one in network.nodes(data=True):
    page.add_node(node, label=one["label"], title=one["kind"])
for start, end, edge in network.edges(data=True):
    page.add_edge(start, end, title=edge["act"])
with open(sys.argv[2], "w", encoding="utf-8") as stream:
    stream.write(page.generate_html())
"""


@dataclass(frozen=True)
class PageSizes:
    """Nodes of the three networks, each with twice as many lines, and how often each time is taken."""

    small: int = 1000
    large: int = 5000
    huge: int = 20_000
    runs: int = 3


QUICK = PageSizes(small=200, large=500, huge=1000, runs=1)


@dataclass
class Pages:
    """The workspaces and pages made so far, and a bench to make them with."""

    bench: Bench
    sizes: PageSizes
    made: dict[int, Path] = field(default_factory=dict)

    def workspace(self, nodes: int) -> Path:
        """Return a built workspace whose network has so many nodes and twice as many lines."""
        folder = self.bench.folder / f"network-{nodes}"
        if not (folder / "kg.toml").exists():
            write_network(folder, nodes, 2 * nodes)
        run(self.bench.command("kg", "build", at=folder))
        return folder

    def write(self, nodes: int, name: str = "page") -> tuple[Path, Run]:
        """Write a page by the command; return it, and how the command ran."""
        folder = self.workspace(nodes)
        page = self.bench.folder / f"{name}-{nodes}.html"
        took = run(self.bench.command("kg", "view", "-o", page, at=folder))
        self.made[nodes] = page
        return page, took

    def page(self, nodes: int) -> Path:
        """Return a page, written now if it has not been."""
        return self.made[nodes] if nodes in self.made else self.write(nodes)[0]


def measure_writing(pages: Pages) -> Iterator[Figure]:
    """Time the whole command for the large network."""
    nodes = pages.sizes.large
    runs = [pages.write(nodes)[1] for _ in range(pages.sizes.runs)]
    what = f"kg view of {nodes:,} nodes and {2 * nodes:,} lines, start to end"
    # Beside what else is running on the machine, the time tells little and the processor's time nearly all.
    detail = f"median of {len(runs)}; {median(one.cpu_s for one in runs):.2f} s of processor time"
    yield Figure("write", what, median(one.wall_s for one in runs), "s", bound=5.0, detail=detail)
    yield Figure("write", "its page", pages.page(nodes).stat().st_size / 1e6, "MB")


def measure_bytes(pages: Pages) -> Iterator[Figure]:
    """Write the same page twice, in processes with another order of their hashes; count the digests."""
    nodes = pages.sizes.small
    digests = set()
    for seed in ("1", "2"):
        pages.bench.environment["PYTHONHASHSEED"] = seed
        digests.add(sha256(pages.write(nodes, f"seed-{seed}")[0].read_bytes()).hexdigest())
    del pages.bench.environment["PYTHONHASHSEED"]
    yield Figure("bytes", "different pages of one record, written twice", len(digests), "", bound=1)


def measure_clicks(pages: Pages) -> Iterator[Figure]:
    """Open the large page in a browser and click."""
    nodes = pages.sizes.large
    page = pages.page(nodes)
    with open_browser() as browser:
        times = [first_answer(browser, page, BUSIEST) for _ in range(pages.sizes.runs)]
    ready_s, answered_s, cpu_s = (median(column) for column in zip(*times, strict=True))
    what = f"{nodes:,} nodes opened, drawn, a click answered"
    detail = f"ready after {ready_s:.2f} s; median of {len(times)}; {cpu_s:.2f} s of processor time"
    yield Figure("click", what, answered_s, "s", bound=3.0, detail=detail)


def measure_pyvis(pages: Pages) -> Iterator[Figure]:
    """Compare the first drawing with that of pyvis, used as its documentation shows."""
    nodes = pages.sizes.small
    ours = pages.page(nodes)
    theirs = _write_pyvis(pages, nodes)
    with open_browser() as browser:
        drawn = [first_drawing_s(browser, ours) for _ in range(pages.sizes.runs)]
        slow = first_drawing_s(browser, theirs)
    fast = median(drawn)
    least = ">= " if slow >= LIMIT_S else ""
    detail = (
        f"{least}{slow:.1f} s : {fast:.2f} s; {theirs.stat().st_size / 1e6:.1f} MB : {ours.stat().st_size / 1e6:.1f} MB"
    )
    what = f"first drawing of {nodes:,} nodes, pyvis by default : kg view"
    yield Figure("pyvis", what, slow / fast, "x", bound=20.0, at_least=True, detail=detail)


def measure_huge(pages: Pages) -> Iterator[Figure]:
    """Write and open what nobody can take in at a glance."""
    nodes = pages.sizes.huge
    page, took = pages.write(nodes)
    with open_browser() as browser:
        answer = first_answer(browser, page, BUSIEST)
    yield Figure(
        "huge",
        f"{nodes:,} nodes and {2 * nodes:,} lines, written",
        took.wall_s,
        "s",
        detail=f"{took.cpu_s:.2f} s of processor time",
    )
    detail = f"ready after {answer.ready_s:.2f} s; {answer.cpu_s:.2f} s of processor time"
    yield Figure("huge", "opened, drawn, a click answered", answer.answered_s, "s", detail=detail)
    yield Figure("huge", "its page", page.stat().st_size / 1e6, "MB")


MEASUREMENTS: dict[str, Callable[[Pages], Iterator[Figure]]] = {
    "write": measure_writing,
    "bytes": measure_bytes,
    "click": measure_clicks,
    "pyvis": measure_pyvis,
    "huge": measure_huge,
}


def main() -> None:
    """Measure, print the table; exit 1 if a bound does not hold, 2 if something could not be measured."""
    arguments = _parse()
    sizes = QUICK if arguments.quick else PageSizes()
    started = time.perf_counter()
    figures: list[Figure] = []
    failures: list[str] = []
    with tempfile.TemporaryDirectory(prefix="on-record-page-") as temporary:
        folder = (arguments.folder or Path(temporary)).resolve()
        pages = Pages(Bench(folder, say=lambda text: print(text, file=sys.stderr)), sizes)
        for name in arguments.only or MEASUREMENTS:
            pages.bench.say(f"Measuring {name}")
            try:
                figures.extend(MEASUREMENTS[name](pages))
            except BenchmarkError as error:
                failures.append(f"{name}: {error}")
    print(format_table(figures))
    missed = sum(figure.holds is False for figure in figures)
    took = time.perf_counter() - started
    print(f"{len(figures)} figures, {missed} beyond their bound, {len(failures)} not measured ({took:.0f} s).")
    for failure in failures:
        print(f"Error: {failure}", file=sys.stderr)
    if arguments.json:
        packages = {name: version(name) for name in PACKAGES}
        about: dict[str, object] = {"python": platform.python_version(), "packages": packages, "sizes": vars(sizes)}
        arguments.json.write_text(to_json(figures, about), encoding="utf-8")
    sys.exit(2 if failures else 1 if missed else 0)


def _write_pyvis(pages: Pages, nodes: int) -> Path:
    """Write the same network with pyvis and its defaults, but for the library, which is in the page as in ours."""
    target = pages.bench.folder / f"pyvis-{nodes}.html"
    run(pages.bench.command("python", "-c", _PYVIS, pages.workspace(nodes), target))
    return target


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.page",
        description="Measure everything that was promised of the network page, in a real browser.",
        epilog="Exit codes: 0 all bounds hold, 1 one does not, 2 something could not be measured.",
    )
    parser.add_argument("--quick", action="store_true", help="small sizes: a look in a minute, no verdict")
    parser.add_argument(
        "--only",
        action="append",
        choices=MEASUREMENTS,
        metavar="NAME",
        help=f"one of {', '.join(MEASUREMENTS)}; repeatable",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures here")
    parser.add_argument(
        "--folder", type=Path, help="work here and leave workspaces and pages (default: a temporary folder)"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()

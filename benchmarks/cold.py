"""Cold starts: from the start of a process to its answer, in processor time."""

import csv
from collections.abc import Iterator

from benchmarks.bench import Bench
from benchmarks.measure import BenchmarkError, Command, Comparison, compare_cpu, run
from benchmarks.table import Figure

QUERY, INCIDENT = "who-said-what", "foreign-prisoners-2006"
# Enough to answer, few enough that the start is what is measured.
STATEMENTS_OF_AN_ANSWER = 20


def measure_cold(bench: Bench) -> Iterator[Figure]:
    """Compare ``kg query`` on the shipped graph with the engine's own command and with rdflib's."""
    at, pairs = bench.shipped(), bench.sizes.pairs
    text = bench.folder / "filled.rq"
    filled = bench.inside("fill", at, query=QUERY, arguments={"incident": INCIDENT}, path=str(text))
    names = {"id": INCIDENT, "label": bench.inside("label", at, thing=INCIDENT)}
    options = ("--query-file", text, "--union-default-graph", "--results-format", "csv")
    engine = bench.command("oxigraph", "query", "--location", filled["engine"], *options)
    rdflib = bench.command("sparqlquery", "-qf", text, "-f", "csv", *filled["files"])
    _check_rows(bench, engine, filled["rows"])
    for kind, name in names.items():
        ours = bench.command("kg", "query", QUERY, "--incident", name)
        found = compare_cpu(ours, engine, pairs)
        yield _figure("cold", f"kg query by {kind} : oxigraph query", found, 4.5)
    _check_rows(bench, rdflib, filled["rows"])
    found = compare_cpu(bench.command("kg", "query", QUERY, "--incident", INCIDENT), rdflib, max(2, pairs // 3))
    yield _figure("cold", "kg query : rdflib's sparqlquery", found, 0.2)


def measure_scale(bench: Bench) -> Iterator[Figure]:
    """Compare a cold query of a large graph with one of a small graph that has about as many rows to show."""
    sizes = bench.sizes.large, bench.sizes.small
    commands, rows = [], []
    for size in sizes:
        at = bench.generated(size)
        incident, statements = bench.inside("of_size", at, statements=STATEMENTS_OF_AN_ANSWER)
        commands.append(bench.command("kg", "query", QUERY, "--incident", incident, at=at))
        rows.append(statements)
    found = compare_cpu(commands[0], commands[1], bench.sizes.pairs)
    what = f"kg query: {sizes[0]:,} : {sizes[1]:,} statements"
    yield _figure("scale", what, found, 1.3, f"; {rows[0]} and {rows[1]} rows")


def measure_help(bench: Bench) -> Iterator[Figure]:
    """Compare ``kg --help`` with the import that no command of its kind can do without."""
    import_click = bench.command("python", "-c", "import click")
    found = compare_cpu(bench.command("kg", "--help"), import_click, bench.sizes.pairs)
    yield _figure("help", 'kg --help : python -c "import click"', found, 1.5)


def _figure(name: str, what: str, found: Comparison, bound: float, more: str = "") -> Figure:
    made_from = f"{found.first * 1000:.0f} : {found.second * 1000:.0f} ms CPU{more}"
    return Figure(name, what, found.ratio, bound=bound, detail=made_from)


def _check_rows(bench: Bench, command: Command, rows: int) -> None:
    """Refuse to compare with a command that gives another answer."""
    answer = bench.folder / "rows.csv"
    run(command, output=answer)
    with answer.open(encoding="utf-8", newline="") as stream:
        found = sum(1 for row in csv.reader(stream) if row) - 1
    if found != rows:
        raise BenchmarkError(f"{command}\ngives {found} rows, and kg query {QUERY} {rows}")

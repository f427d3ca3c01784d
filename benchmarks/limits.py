"""Limits: a query that would never end, an answer that would not fit in memory."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.measure import BenchmarkError, run
from benchmarks.table import Figure

RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
TIMEOUT_S = 2
# Long enough after the start that the query runs.
INTERRUPT_AFTER_S = 1.5
FEW = 100
# A list of as many rows takes 800 MB.
MOST_MB = 200.0


def measure_limits(bench: Bench) -> Iterator[Figure]:
    """Time how long a runaway query goes on after its time is over, or after Ctrl-C."""
    at = bench.shipped()
    limited = bench.command("kg", "query", "-", "--timeout", TIMEOUT_S, at=at, stdin=RUNAWAY)
    ended = [run(limited, code=124) for _ in range(3)]
    slowest = max(each.wall_s for each in ended)
    yield Figure(
        "limits", f"runaway, --timeout {TIMEOUT_S}: ends after", slowest, "s", 3.0, detail="exit 124; worst of 3"
    )
    endless = bench.command("kg", "query", "-", "--timeout", 0, at=at, stdin=RUNAWAY)
    stopped = [run(endless, code=130, interrupt_after_s=INTERRUPT_AFTER_S) for _ in range(3)]
    slowest = max(each.wall_s for each in stopped)
    yield Figure("limits", "runaway, Ctrl-C: ends after", slowest, "s", 1.0, detail="exit 130; worst of 3")


def measure_memory(bench: Bench) -> Iterator[Figure]:
    """Measure the peak memory of a long answer, beside that of half of it and of a short one."""
    at, rows = bench.generated(bench.sizes.large), bench.sizes.rows
    for form in ("jsonl", "csv"):
        counts = rows, rows // 2, rows // FEW
        whole, *others = (_peak_bytes(bench, at, form, count) / 1e6 for count in counts)
        # The engine fills its caches at first; what counts is that there is an end to it.
        beside = "; ".join(f"{count:,} rows: {peak:.0f} MB" for count, peak in zip(counts[1:], others, strict=True))
        yield Figure("memory", f"{form}, {rows:,} rows: peak memory", whole, "MB", MOST_MB, detail=beside)


def _peak_bytes(bench: Bench, at: Path, form: str, rows: int) -> int:
    text = f"SELECT ?s ?p ?o WHERE {{ ?s ?p ?o }} LIMIT {rows}"
    answer = bench.folder / "rows.txt"
    words = ("query", "-", "--format", form, "--timeout", 0)
    found = run(bench.command("kg", *words, at=at, stdin=text), output=answer)
    with answer.open("rb") as stream:
        lines = sum(1 for _ in stream) - (form == "csv")
    answer.unlink()
    if lines < rows:
        raise BenchmarkError(f"{rows} rows were asked for as {form}, and {lines} came")
    return found.peak_bytes

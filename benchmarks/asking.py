"""Questions in plain words: warm answers on a small and a large record, and the cold command."""

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from benchmarks.bench import Bench
from benchmarks.measure import compare_cpu
from benchmarks.table import Figure

SHIPPED = Path(__file__).with_name("ask") / "shipped-a.jsonl"
# Of a generated record, which knows no bodies but outlets, and no figures: {0} is a person, {1} an incident.
QUESTIONS = (
    "What did {0} say?",
    "What did {0} say about {1}?",
    "Who said what about {1}?",
    "Who blamed whom over {1}?",
    "Who apologised for {1}?",
    "Did {0} deny anything about {1}?",
    "Who criticised {0}?",
    "Who called for {0} to resign?",
    "What did {0} say before 2010?",
    "What was said about {1} in Gazette 3?",
    "Who disagrees with {0}?",
    "How many people were lost in {1}?",
    "Who is {0}?",
    "{0} {1}",
    "who said that the records were lost before the winter",
)
# The same thing asked of either command.
QUESTION, QUERY = "who said what about {}?", ("query", "who-said-what", "--incident")
INCIDENT = "foreign-prisoners-2006"


def measure_ask(bench: Bench) -> Iterator[Figure]:
    """Time answers to questions, and compare a cold answer with a cold query."""
    shipped = [json.loads(line)["question"] for line in SHIPPED.read_text("utf-8").splitlines()]
    size = bench.sizes.large
    records: tuple[tuple[Path, str, list[str], float], ...] = (
        (bench.shipped(), "the shipped graph", shipped, 30.0),
        (bench.generated(size), f"{size:,} statements", [], 150.0),
    )
    for at, name, questions, bound in records:
        found = bench.inside("ask", at, questions=questions, names=bench.sizes.asked)
        times = [time for time, _ in found["times"]]
        slowest, question = max(found["times"])
        detail = (
            f"{len(times)} questions, p50 {median(times) * 1000:.1f} ms; slowest {slowest * 1000:.0f} ms: {question}"
        )
        yield Figure("ask", f"warm answer, {name}: p95", quantiles(times, n=20)[-1] * 1000, "ms", bound, detail=detail)
    at = bench.shipped()
    name = bench.inside("label", at, thing=INCIDENT)
    ours = bench.command("kg", "ask", QUESTION.format(name), at=at)
    found = compare_cpu(ours, bench.command("kg", *QUERY, name, at=at), bench.sizes.pairs)
    detail = f"{found.first * 1000:.0f} : {found.second * 1000:.0f} ms CPU"
    yield Figure("ask", "cold: kg ask : kg query", found.ratio, bound=1.5, detail=detail)

"""Warm answers: the store is open, the query parsed before, the question new."""

from collections.abc import Iterator
from statistics import median, median_low, quantiles

from benchmarks.bench import Bench
from benchmarks.measure import BenchmarkError
from benchmarks.table import Figure

# Of one query; some take rdflib minutes and gigabytes.
RDFLIB_LIMIT_S = 10


def measure_warm(bench: Bench) -> Iterator[Figure]:
    """Time the statement queries of the catalogue for incidents that are neither much nor little spoken of."""
    at, size = bench.generated(bench.sizes.large), bench.sizes.large
    found = bench.inside("warm", at, rounds=bench.sizes.rounds, many=bench.sizes.incidents)
    for kind, bound in (("middling", 50.0), ("busy", None)):
        statements, queries = found["statements"][kind], found[kind]
        slowest = max(queries, key=lambda name: _p95(queries[name]))
        every = [time for times in queries.values() for time in times]
        what = f"{kind} incident, {size:,} statements: p95 of the slowest"
        middle = f"p50 of all {len(queries)} {median(every) * 1000:.1f} ms"
        detail = f"{slowest}, {statements:.0f} statements; {middle}; processor time"
        yield Figure("warm", what, _p95(queries[slowest]) * 1000, "ms", bound, detail=detail)


def measure_rdflib(bench: Bench) -> Iterator[Figure]:
    """Compare statement queries with rdflib's memory store, at a size that it can hold."""
    at, size = bench.generated(bench.sizes.rdflib), bench.sizes.rdflib
    found = bench.inside("rdflib", at, rounds=bench.sizes.rounds, limit_s=RDFLIB_LIMIT_S)["queries"]
    other = [name for name, each in found.items() if each["rows"][0] not in (None, each["rows"][1])]
    if other:
        raise BenchmarkError(f"rdflib gives another number of rows for {', '.join(other)}")
    ratios = {name: median(theirs / ours for theirs, ours in each["pairs"]) for name, each in found.items()}
    for kind, value in (("least", min(ratios.values())), ("median", median_low(ratios.values()))):
        name = next(name for name, ratio in ratios.items() if ratio == value)
        theirs, ours = (median(times) * 1000 for times in zip(*found[name]["pairs"], strict=True))
        what = f"rdflib's memory store : ours, {size:,} statements, {kind}"
        stopped = sum(each["rows"][0] is None for each in found.values())
        queries = f"{len(ratios)} queries, {stopped} stopped after {RDFLIB_LIMIT_S} s"
        detail = f"{name}, {found[name]['rows'][1]} rows: {theirs:.0f} : {ours:.1f} ms CPU; {queries}"
        yield Figure("rdflib", what, value, bound=20.0, at_least=True, detail=detail)


def measure_words(bench: Bench) -> Iterator[Figure]:
    """Time the search for words, and what its index costs."""
    at = bench.generated(bench.sizes.large)
    found = bench.inside("words", at, rounds=40 * bench.sizes.rounds)
    for kind, times in found["searches"].items():
        detail = f"{found['hits'][kind]} hits"
        yield Figure("words", f"{kind}: p95", _p95(times) * 1000, "ms", detail=detail)
    # A store that was there before has not been timed.
    build_s = bench.build_cpu_s.get(bench.sizes.large)
    if build_s:
        detail = f"{found['index_s']:.2f} of {build_s:.1f} s CPU, {found['texts']} texts"
        share = found["index_s"] / build_s * 100
        yield Figure("words", "index of words: part of the build", share, "%", detail=detail)
    share = found["index_bytes"] / found["store_bytes"] * 100
    detail = f"{found['index_bytes'] / 1e6:.0f} : {found['store_bytes'] / 1e6:.0f} MB"
    yield Figure("words", "index of words: part of the store on disk", share, "%", detail=detail)


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]

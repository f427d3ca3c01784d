"""Warm answers: the store is open, the query parsed before, the question new."""

from collections.abc import Iterator
from statistics import median, quantiles

from benchmarks.bench import Bench
from benchmarks.table import Figure

QUERIES_FOR_RDFLIB = 6
RDFLIB_LIMIT_S = 240


def measure_warm(bench: Bench) -> Iterator[Figure]:
    """Time the statement queries of the catalogue for incidents that are neither much nor little spoken of."""
    at, size = bench.generated(bench.sizes.large), bench.sizes.large
    found = bench.inside("warm", at, rounds=bench.sizes.rounds, many=bench.sizes.incidents)
    for kind, bound in (("middling", 50.0), ("busy", None)):
        statements, queries = found["statements"][kind], found[kind]
        slowest = max(queries, key=lambda name: _p95(queries[name]))
        every = [time for times in queries.values() for time in times]
        what = f"{kind} incident, {size:,} statements: p95 of the slowest"
        detail = f"{slowest}, {statements:.0f} statements; of {len(queries)} queries p50 {median(every) * 1000:.1f} ms"
        yield Figure("warm", what, _p95(queries[slowest]) * 1000, "ms", bound, detail=detail)


def measure_rdflib(bench: Bench) -> Iterator[Figure]:
    """Compare statement queries with rdflib's memory store, at a size that it can hold."""
    at, size = bench.generated(bench.sizes.rdflib), bench.sizes.rdflib
    found = bench.inside("rdflib", at, many=QUERIES_FOR_RDFLIB, limit_s=RDFLIB_LIMIT_S)
    ratios = {name: each["rdflib_s"] / each["ours_s"] for name, each in found["queries"].items()}
    least = min(ratios, key=lambda name: ratios[name])
    times = found["queries"][least]
    detail = (
        f"{least}: {times['rdflib_s'] * 1000:.0f} : {times['ours_s'] * 1000:.1f} ms; least of {len(ratios)} queries"
    )
    what = f"rdflib's memory store : ours, {size:,} statements"
    yield Figure("rdflib", what, ratios[least], bound=20.0, at_least=True, detail=detail)


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

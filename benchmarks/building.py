"""Building a store from its files, against the engine's own loader."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.measure import Command, compare, run
from benchmarks.table import Figure


def measure_build(bench: Bench) -> Iterator[Figure]:
    """Compare ``kg build`` from nothing, with names, words and side tables, with ``oxigraph load``."""
    size = bench.sizes.large
    at = bench.generated(size, is_built=False)
    files = bench.inside("files", at)
    target = bench.fresh("loaded")
    ours = bench.command("kg", "build", "--quiet", at=at)
    load = bench.command("oxigraph", "load", "--location", target, "--file", *files)

    def build() -> float:
        shutil.rmtree(at / ".kg", ignore_errors=True)
        return run(ours).cpu_s

    found = compare(build, lambda: _load(load, target), bench.sizes.builds)
    bench.build_cpu_s[size] = found.first
    detail = f"{found.first:.1f} : {found.second:.1f} s CPU"
    yield Figure("build", f"kg build, {size:,} statements : oxigraph load", found.ratio, bound=1.5, detail=detail)
    disk = _size(at / ".kg"), _size(target)
    yield Figure("build", "disk: kg build : oxigraph load", disk[0] / disk[1], detail=_megabytes(*disk))
    named = bench.folder / "named.nq"
    bench.inside("dump", at, path=str(named))
    load = bench.command("oxigraph", "load", "--location", target, "--file", named)
    again = _load(load, target)
    detail = f"{found.first:.1f} : {again:.1f} s CPU"
    yield Figure("build", "kg build : oxigraph load of named graphs", found.first / again, detail=detail)
    named.unlink()
    shutil.rmtree(target)


def _load(command: Command, target: Path) -> float:
    shutil.rmtree(target, ignore_errors=True)
    return run(command).cpu_s


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _megabytes(first: int, second: int) -> str:
    return f"{first / 1e6:.0f} : {second / 1e6:.0f} MB"

"""How fast documents are read and added, and that memory stays flat: ``python -m benchmarks.read``.

The documents are made here; a tenth of them is added first, then all, so that what grows with their number shows.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.measure import Command, run
from benchmarks.table import Figure, format_table, to_json
from kg.cli.init import make_workspace
from kg.read import read_data

_WORDS = (
    "ferry harbour engine island council quay captain timetable repair storm ticket winter mayor budget inquiry deck"
    " the a of to and in that for with on was had it he she they from by at said warned asked promised stopped sailed"
).split()
_PARAGRAPHS = 12
# Of each hundred: pages, plain texts, debates. PDF is measured by itself, since nearly all its time is PDFium's.
_SHARES = (("html", 60), ("txt", 35), ("xml", 5))


def main() -> None:
    """Measure, print a table, and exit 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000, help="how many are added (default: 10000)")
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, help="processes that read (default: all cores)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON in place of a table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = [*_reading(), *_adding(Path(folder), options.documents, options.jobs)]
    print(to_json(figures, {"documents": options.documents}) if options.json else format_table(figures))
    sys.exit(1 if any(figure.holds is False for figure in figures) else 0)


def text_of(seed: int) -> list[str]:
    """Make up the headline and the paragraphs of an article of some 700 words."""
    chance = random.Random(seed)
    paragraphs = [f"Ferry {seed} stays at the quay"]
    for place in range(_PARAGRAPHS):
        words = " ".join(chance.choices(_WORDS, k=chance.randrange(40, 75)))
        paragraphs.append(f"“{words.capitalize()},” said Ann Archer." if place % 3 == 1 else f"{words.capitalize()}.")
    return paragraphs


def document(seed: int, kind: str) -> bytes:
    """Make up a document of a kind: html, txt or xml."""
    title, *paragraphs = text_of(seed)
    if kind == "txt":
        return "\n\n".join([title, *paragraphs]).encode()
    if kind == "xml":
        speeches = "".join(
            f'<speech id="uk.org.publicwhip/debate/2019-03-04a.{seed}.{n}" speakername="Member {n % 7}"'
            f' person_id="uk.org.publicwhip/person/{n % 7}"><p>{text}</p></speech>'
            for n, text in enumerate(paragraphs)
        )
        return f"<publicwhip><major-heading>{title}</major-heading>{speeches}</publicwhip>".encode()
    links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(60))
    shown = "".join(f'<p class="body">{text}</p>' for text in paragraphs)
    head = (
        f'<title>{title}</title><meta property="og:site_name" content="Outlet {seed % 20}">'
        f'<meta property="article:published_time" content="2024-03-{seed % 28 + 1:02}">'
    )
    body = (
        f"<nav><ul>{links}</ul></nav><main><article><h1>{title}</h1>{shown}</article></main>"
        f'<aside><ul class="related">{links}</ul></aside><footer><ul>{links}</ul></footer>'
    )
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'.encode()


def _reading() -> Iterator[Figure]:
    import trafilatura

    for kind, count in (("txt", 400), ("html", 120), ("xml", 200)):
        made = [document(seed, kind) for seed in range(count)]
        mine = _seconds(partial(_each, partial(read_data, f"a.{kind}"), made))
        size = sum(map(len, made)) / 1e6
        yield Figure(
            "read", f"{kind}, documents a second of processor time", count / mine, "", detail=f"{size / mine:.1f} MB/s"
        )
        if kind == "html":
            bare = _seconds(partial(_each, lambda data: trafilatura.extract(data.decode()), made))
            # The page is gone through twice: by trafilatura, and as a reader sees it.
            yield Figure("read", "html, time of trafilatura alone", mine / bare, "x", bound=8.0)


def _each(work: Callable[[bytes], object], made: Iterable[bytes]) -> None:
    for data in made:
        work(data)


def _seconds(work: Callable[[], object]) -> float:
    work()
    started = time.process_time()
    work()
    return time.process_time() - started


def _adding(folder: Path, documents: int, jobs: int) -> Iterator[Figure]:
    few, many = folder / "few", folder / "many"
    kinds = [kind for kind, share in _SHARES for _ in range(share)]
    for place in (few, many):
        place.mkdir()
    for seed in range(documents):
        data, name = document(seed, kinds[seed * 37 % 100]), f"{seed:06}.{kinds[seed * 37 % 100]}"
        (many / name).write_bytes(data)
        if seed * 10 < documents:
            (few / name).write_bytes(data)
    peaks = {}
    for place, count in ((few, documents // 10), (many, documents)):
        root = folder / f"workspace-{place.name}"
        make_workspace(root, place.name)
        words = [sys.executable, "-c", "from kg.cli import main; main()", "add", str(place), "--jobs", str(jobs)]
        command = Command([*words, "--format", "csv", "--quiet"], root, os.environ)
        done = run(command)
        peaks[count] = done.peak_bytes
        rate = count / done.wall_s
        detail = f"{done.wall_s:.0f} s, of it {done.cpu_s:.0f} s of the writing process, {jobs} jobs"
        yield Figure("add", f"{count:,} documents, a second", rate, "", detail=detail)
        again = run(command)
        yield Figure("add", f"{count:,} documents that are there, a second", count / again.wall_s, "")
    small, large = peaks[documents // 10], peaks[documents]
    detail = f"{small / 1e6:.0f} MB, then {large / 1e6:.0f} MB"
    yield Figure("add", "memory at ten times as many documents", large / small, "x", bound=1.5, detail=detail)


if __name__ == "__main__":
    main()

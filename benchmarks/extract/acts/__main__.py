"""How often act and polarity are right on made-up sentences whose spans are given.

    python -m benchmarks.extract.acts
    python -m benchmarks.extract.acts --half tune --show

The rules were written with the sentences of ``tune`` at hand: every other one of the first two tables, and the short
ones. Those of ``held`` were not looked at for it, though one hand wrote both; the second table was made up after the
first rules, the third after the last, and two faults seen in it were mended (before that: 50 %); the fourth before the
weighing of contents and the longer list of cues were begun, and after it only two faults of polarity were mended.
"""

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.find.manner import AFFIRMED, polarity_of
from kg.find.parts import chief_acts, parts_of
from kg.find.wording import word_indices, wording_of
from kg.find.words import read_words
from kg.model import Span

MADE = Path(__file__).with_name("made.tsv")
_MARK = re.compile(r"[\[\]{}]")


@dataclass(frozen=True)
class Example:
    """A sentence with its spans; any of ``acts`` is right."""

    acts: frozenset[str]
    polarity: str
    text: str
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def read_examples(path: Path = MADE) -> list[Example]:
    """Read a table of examples."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return [_example(*row) for row in rows]


def _example(acts: str, polarity: str, marked: str) -> Example:
    text, opened = "", 0
    spans: dict[str, list[Span]] = {"]": [], "}": []}
    last = 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        last = match.end()
        if match.group() in "[{":
            opened = len(text)
        else:
            spans[match.group()].append((opened, len(text)))
    text += marked[last:]
    # A cue that is all there is ("declined to comment") is its own content.
    content = tuple(spans["}"]) or tuple(spans["]"])
    return Example(frozenset(acts.split(",")), polarity, text, tuple(spans["]"]), content)


def judge(example: Example) -> tuple[tuple[str, ...], str]:
    """Return the acts and the polarity that `kg find` gives an example whose spans are known."""
    words = read_words(example.text)
    cue = word_indices(words, example.cue)
    said = ([words.forms[i] for i in cue], words.forms[cue[-1] + 1 : cue[-1] + 4] if cue else [])
    source = _source(example)
    parts = parts_of(example.text, example.content, said, source, wording_of(words, example.content))
    acts = chief_acts(parts)
    polarity = parts[0].polarity
    return acts, polarity_of(words, cue, acts[0]) if polarity == AFFIRMED else polarity


def _source(example: Example) -> str:
    """Return what stands neither in cue nor content, which in such short sentences names the speaker."""
    text = list(example.text)
    for start, end in (*example.cue, *example.content):
        text[start:end] = " " * (end - start)
    return "".join(text).strip(" ,.:;")


def halves() -> Iterator[tuple[str, list[Example]]]:
    """Give the tables by name: two in halves, one that was only tuned on, one that was only counted."""
    for table in ("made", "second"):
        examples = read_examples(MADE.with_name(f"{table}.tsv"))
        yield f"{table}-tune", examples[::2]
        yield f"{table}-held", examples[1::2]
    yield "short-tune", read_examples(MADE.with_name("short.tsv"))
    yield "third-held", read_examples(MADE.with_name("third.tsv"))
    yield "fourth-held", read_examples(MADE.with_name("fourth.tsv"))


def main() -> None:
    """Print how often the chief act, any of the acts, and the polarity are right."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extract.acts", description=__doc__)
    parser.add_argument("--half", choices=("tune", "held"))
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    arguments = parser.parse_args()
    for name, examples in halves():
        if not name.endswith(arguments.half or ""):
            continue
        told = [judge(example) for example in examples]
        chief = sum(acts[0] in one.acts for one, (acts, _) in zip(examples, told, strict=True))
        some = sum(bool(one.acts & set(acts)) for one, (acts, _) in zip(examples, told, strict=True))
        polar = sum(one.polarity == polarity for one, (_, polarity) in zip(examples, told, strict=True))
        size = len(examples)
        print(
            f"{name}: {size} sentences, act {chief / size:.1%}, any act {some / size:.1%}, polarity {polar / size:.1%}"
        )
        for one, (acts, polarity) in zip(examples, told, strict=True):
            if arguments.show and (acts[0] not in one.acts or polarity != one.polarity):
                print(f"  {sorted(one.acts)} {one.polarity}, told {list(acts)} {polarity}: {one.text}")


if __name__ == "__main__":
    main()

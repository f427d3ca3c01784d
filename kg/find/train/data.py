"""Annotated documents as training data: words, tags, and which spans belong together."""

import gzip
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.find.labels import CONTENT, CUE, SOURCE, RoleSpan
from kg.find.pieces import Pieces, read_pieces
from kg.find.words import Words, read_words

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# A later role is painted over an earlier one where annotations overlap (under 1 % of the characters of PolNeAR).
_PAINT_ORDER = (("content", CONTENT), ("source", SOURCE), ("cue", CUE))


@dataclass(frozen=True)
class Example:
    """One annotated document.

    ``spans`` are ``(role, first word, word after the last)``; ``heads[i]`` is the index of the cue span that span i
    hangs on, its own index for a cue that is the first of its attribution, and -1 where there is no cue. ``sources``
    gives for each cue that is the first of its attribution its source, -1 where there is none; several may share one.
    """

    doc: str
    words: Words
    pieces: Pieces
    spans: list[RoleSpan]
    heads: list[int]
    sources: dict[int, int]


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Read the documents of a JSONL file, gzipped if its name ends in ``.gz``."""
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="\n") as handle:
        yield from (json.loads(line) for line in handle if line.strip())


def is_held_out(doc: str, seed: int, share: float) -> bool:
    """Say whether a document belongs to the tuning set, by its name alone, so that every run agrees."""
    digest = sha256(f"{seed}:{doc}".encode()).digest()
    return int.from_bytes(digest[:8]) < share * 2**64


def read_example(document: dict[str, Any], tokenizer: "Tokenizer") -> Example:
    """Align the spans of a document to its words and group them by attribution."""
    words = read_words(document["text"])
    roles, groups = _paint(words, document["attributions"])
    spans: list[RoleSpan] = []
    owners: list[int] = []
    for index in range(len(words)):
        if not roles[index]:
            continue
        if index and (roles[index], groups[index]) == (roles[index - 1], groups[index - 1]):
            role, start, _ = spans[-1]
            spans[-1] = (role, start, index + 1)
        else:
            spans.append((roles[index], index, index + 1))
            owners.append(groups[index])
    anchors: dict[int, int] = {}
    for place, (role, _, _) in enumerate(spans):
        if role == CUE:
            anchors.setdefault(owners[place], place)
    heads = [anchors.get(owner, -1) for owner in owners]
    at_word = {index: place for place, (_, start, end) in enumerate(spans) for index in range(start, end)}
    sources: dict[int, int] = {}
    for group, place in anchors.items():
        first = _words_in(words, document["attributions"][group].get("source", ()))
        held = [at_word[index] for index in first if roles[index] == SOURCE]
        sources[place] = held[0] if held else -1
    return Example(document["doc"], words, read_pieces(words, tokenizer), spans, heads, sources)


def tags_of(spans: list[RoleSpan], size: int) -> list[int]:
    """Write spans as a row of tags, the inverse of ``spans_of``."""
    tags = [0] * size
    for role, start, end in spans:
        tags[start:end] = [2 * role] * (end - start)
        tags[start] = 2 * role - 1
    return tags


def _paint(words: Words, attributions: list[dict[str, Any]]) -> tuple[list[int], list[int]]:
    roles, groups = [0] * len(words), [-1] * len(words)
    for name, role in _PAINT_ORDER:
        for group, attribution in enumerate(attributions):
            for index in _words_in(words, attribution.get(name, ())):
                roles[index], groups[index] = role, group
    return roles, groups


def _words_in(words: Words, spans: Iterable[Sequence[int]]) -> list[int]:
    return [
        index
        for start, end in spans
        for index in range(bisect_right(words.ends, start), bisect_left(words.starts, end))
    ]

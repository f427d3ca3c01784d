"""What a page consists of, as a reader sees it: elements, and blocks of visible text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model import Span

_UNEVEN = re.compile(r"[\t\n\r\f]|  ")
_RUN = re.compile(r"[^ \t\n\r\f]+|[ \t\n\r\f]+")


@dataclass(slots=True)
class Element:
    """An element that is open or was: ``role`` is its own or the nearest one above it, and ``role_of`` who gave it."""

    number: int
    tag: str
    names: str
    parent: "Element | None"
    role: str
    role_of: "Element | None"
    marks: dict[str, str] = field(default_factory=dict)

    def chain(self) -> Iterator["Element"]:
        """Yield the element and those above it."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent


@dataclass(slots=True)
class Block:
    """A line of visible text.

    ``pieces`` are (start in the text, start and end in the page); a piece as long as its text stands there character
    by character. ``linked`` counts the characters that are links, ``bold`` those at its start that are bold; ``gap``
    says that more than a break of the line stands before it, ``link`` is where its first link leads.
    """

    text: str
    element: Element
    pieces: tuple[tuple[int, int, int], ...]
    linked: int = 0
    bold: int = 0
    gap: bool = True
    link: str = ""

    @property
    def raw(self) -> Span:
        """Return the range of the page that it stands in."""
        return self.pieces[0][1], self.pieces[-1][2]


@dataclass
class Page:
    """What stands in a page: its visible blocks, its ``title``, ``meta`` by name, JSON-LD texts, language, times."""

    blocks: list[Block] = field(default_factory=list)
    title: str = ""
    metas: list[tuple[str, str]] = field(default_factory=list)
    json_ld: list[str] = field(default_factory=list)
    language: str = ""
    canonical: str = ""
    times: list[tuple[str, str]] = field(default_factory=list)
    is_too_deep: bool = False


def levelled(pieces: list[tuple[str, int, int]]) -> tuple[str, tuple[tuple[int, int, int], ...]]:
    """Join pieces, runs of space as one, and note where each stretch came from."""
    if len(pieces) == 1 and (quick := _as_it_stands(pieces[0])):
        return quick
    parts: list[str] = []
    places: list[tuple[int, int, int]] = []
    size = 0
    last_is_space = True
    for text, start, end in pieces:
        whole = end - start == len(text)
        position = start
        for run in _RUN.findall(text):
            stop = position + len(run) if whole else end
            is_space = run[0] in " \t\n\r\f"
            if not (is_space and last_is_space):
                shown = " " if is_space else run
                last = places[-1] if places else None
                runs_on = (
                    last
                    and last[2] == position
                    and size - last[0] == last[2] - last[1]
                    and stop - position == len(shown)
                )
                if last and runs_on:
                    places[-1] = (last[0], last[1], stop)
                else:
                    places.append((size, position, stop))
                parts.append(shown)
                size += len(shown)
                last_is_space = is_space
            position = stop
    if parts and last_is_space:
        parts.pop()
        start, first, stop = places.pop()
        if size - 1 > start:
            places.append((start, first, stop - 1 if stop - first == size - start else stop))
    return "".join(parts), tuple(places)


def _as_it_stands(piece: tuple[str, int, int]) -> tuple[str, tuple[tuple[int, int, int], ...]] | None:
    """Take a line that has no space to level, as most of a menu and many a paragraph, without going through it."""
    text, start, end = piece
    if end - start != len(text) or _UNEVEN.search(text):
        return None
    stripped = text.strip(" ")
    first = start + text.index(stripped) if stripped else start
    return stripped, (((0, first, first + len(stripped)),) if stripped else ())

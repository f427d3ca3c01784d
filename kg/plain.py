"""Text from documents made harmless for a terminal, and wrapped to its width."""

import os
import unicodedata
from typing import Any

# Characters that a terminal or a reader's eye obeys: controls, and marks that turn the writing direction.
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# The marks of printed English take a column each; to look each up takes half the time of showing a long answer.
_NARROW = "“”‘’–—…·£"


def harmless(text: str) -> str:
    """Return text in which control characters and direction marks are spelled out instead of obeyed.

    >>> harmless("a\\x1b[31mb")
    'a\\\\x1b[31mb'
    """
    # Nearly all text is harmless: controls, separators and direction marks are not printable, and all else is.
    if text.isprintable():
        return text
    return "".join(_spelled(char) for char in text)


def json_text(value: Any) -> str:
    """Return a value as one line of JSON in which what a terminal or a reader's eye would obey is escaped.

    >>> json_text({"a": "é\x9b"}) == '{"a": "é\\\\u009b"}'
    True
    """
    import json

    line = json.dumps(value, ensure_ascii=False)
    if line.isascii() and "\x7f" not in line:
        return line
    # Valid in JSON as they are; the controls below the space are escaped already.
    return "".join(f"\\u{ord(char):04x}" if char > "~" and char != _spelled(char) else char for char in line)


def _spelled(char: str) -> str:
    if char in "\n\t":
        return " "
    if char in _DIRECTION or unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp"):
        return f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}"
    return char


def columns_of(text: str) -> int:
    """Return how many terminal columns a text takes.

    >>> columns_of("né"), columns_of("語")
    (2, 2)
    """
    if text.isascii():
        return len(text)
    bare = text
    for mark in _NARROW:
        bare = bare.replace(mark, "")
    if bare.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.category(char) in ("Mn", "Me", "Cf") for char in text)


def wrap(text: str, width: int) -> list[str]:
    """Break harmless text into lines of at most ``width`` columns; longer words are cut.

    >>> wrap("one two three", 7)
    ['one two', 'three']
    """
    text = harmless(text)
    if columns_of(text) <= width:
        return [" ".join(text.split())]
    lines, line, filled = [], "", 0
    for word in text.split():
        for piece in _pieces(word, width):
            size = columns_of(piece)
            if line and filled + 1 + size > width:
                lines.append(line)
                line, filled = "", 0
            line, filled = (f"{line} {piece}", filled + 1 + size) if line else (piece, size)
    return [*lines, line] if line else lines or [""]


def clip(text: str, most: int, *, at_word: bool = False) -> str:
    """Cut a text that is too long; "…" stands for what is left out.

    Args:
        text: on one line.
        most: characters of the result at most.
        at_word: leave no word cut in two, unless it is the first.

    >>> clip("one two three", 10), clip("one two three", 10, at_word=True), clip("one two", 10), clip("x" * 9, 4)
    ('one two t…', 'one two…', 'one two', 'xxx…')
    """
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    return (kept.rpartition(" ")[0] if at_word and " " in kept.strip() else kept).rstrip() + "…"


def _pieces(word: str, width: int) -> list[str]:
    if columns_of(word) <= width:
        return [word]
    pieces, start = [], 0
    while start < len(word):
        end, taken = start, 0
        while end < len(word) and (end == start or taken + columns_of(word[end]) <= width):
            taken += columns_of(word[end])
            end += 1
        # A hyphen or slash is the better place to break, unless it would leave next to nothing on the line.
        joint = max(word.rfind("-", start, end), word.rfind("/", start, end)) + 1
        if end < len(word) and (joint - start) * 2 > end - start:
            end = joint
        pieces.append(word[start:end])
        start = end
    return pieces


def terminal_width() -> int:
    """Return the columns of the terminal: COLUMNS where set, 100 where there is no terminal."""
    # By hand: importing shutil for this costs as much as a small query. Piped into a pager, the terminal is still
    # there behind stderr or stdin.
    named = os.environ.get("COLUMNS", "")
    if named.isdecimal() and int(named):
        return max(20, int(named))
    for handle in (1, 2, 0):
        try:
            return max(20, os.get_terminal_size(handle).columns or 100)
        except OSError:
            continue
    return 100

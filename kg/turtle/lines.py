"""Where things stand in a Turtle file: its header comment, its other comments, the line of each subject."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

_HIDDEN_IN_COMMENT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_NEWLINE = re.compile(r"\r\n|[\n\r]")
# Strings and IRIs come first, so that a full stop or a # inside them ends nothing. A full stop inside a name or
# before a digit is no end either; any other character stands alone.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<<|<[^<>\s]*>"
    r"|\#[^\n\r]*"
    r"|\.\d+"
    r"|\.(?=[^.])|\.$"
    r"|(?:\\.|\.(?=[\w:%\\.-])|[^\s<>\"'#;,()\[\].\\])+"
    r"|\S",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)


def header_comment(text: str) -> str:
    """Return the comment lines at the head of a Turtle text, control characters made visible.

    >>> header_comment("# People.\\n\\nPREFIX e: <http://e/>\\n# lost\\n")
    '# People.'
    """
    lines: list[str] = []
    for line in _NEWLINE.split(text.removeprefix("\ufeff")):
        if line.strip() and not line.lstrip().startswith("#"):
            break
        lines.append(_HIDDEN_IN_COMMENT.sub(_visible, line.strip()))
    return "\n".join(lines).strip("\n")


def dropped_comments(text: str) -> list[int]:
    """Return the line numbers of the comments below the header, which the canonical layout does not keep."""
    if "#" not in text:
        return []
    tokens = _tokens(text.removeprefix("\ufeff"))
    below = itertools.dropwhile(lambda item: item[0].startswith("#"), tokens)
    return [line for token, line in below if token.startswith("#")]


def first_line_of(text: str, piece: str) -> int | None:
    """Return the line of the first token that begins with a piece of text, or of a language tag that holds it."""
    for token, line in _tokens(text):
        if token.startswith(piece) or (token.startswith("@") and piece in token):
            return line
    return None


def subject_lines(path: Path) -> dict[str, int]:
    """Find the line of each subject of a Turtle file.

    Args:
        path: a file that parses; of one that does not, what can be found is returned.

    Returns:
        The line, counted from 1, where the first block of each subject begins, by absolute IRI. Blank nodes and
        subjects written relative to a base are left out.
    """
    text = path.read_bytes().decode("utf-8-sig", "replace")
    found: dict[str, int] = {}
    prefixes: dict[str, str] = {}
    tokens = ((token, line) for token, line in _tokens(text) if not token.startswith("#"))
    for token, line in tokens:
        word = token.lower()
        if word in ("prefix", "@prefix"):
            name, space = next(tokens, ("", 0))[0], next(tokens, ("", 0))[0]
            prefixes[name.removesuffix(":")] = _unescape(space[1:-1])
        elif word in ("base", "@base"):
            next(tokens, None)
        elif token != ".":
            iri = _absolute(token, prefixes)
            if iri is not None:
                found.setdefault(iri, line)
            for other, _ in tokens:
                if other == ".":
                    break
    return found


def _absolute(token: str, prefixes: dict[str, str]) -> str | None:
    if token.startswith("<"):
        return _unescape(token[1:-1]) if ":" in token else None
    prefix, colon, local = token.partition(":")
    return prefixes[prefix] + _unescape(local) if colon and prefix in prefixes else None


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda found: found[3] or chr(int(found[1] or found[2], 16)), text) if "\\" in text else text


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line, position = 1, 0
    for found in _TOKEN.finditer(text):
        line += text.count("\n", position, found.start())
        position = found.start()
        yield found[0], line


def _visible(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04X}"

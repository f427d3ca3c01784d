"""Reading Turtle: RDF 1.1 triples as written, or an error that names file and line."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Literal, QuadParser, RdfFormat, Triple, parse, serialize

from kg.errors import TurtleError
from kg.namespaces import PREFIXES
from kg.turtle.lines import first_line_of

_BOM = b"\xef\xbb\xbf"
_UNDECLARED = re.compile(r"The prefix (\S*): has not been declared")
# Outside literals, whose quotation marks N-Triples escapes: a triple term, or a direction after a language tag.
_RDF12 = re.compile(r'^\S+ \S+ (?:<<\(|"(?:[^"\\]|\\.)*"@[A-Za-z0-9-]+--)', re.MULTILINE)
_SYNTAX = "The grammar is at https://www.w3.org/TR/turtle/#sec-grammar"


def parse_file(path: Path) -> list[Triple]:
    """Read the triples of a Turtle file, literals spelled as they are written.

    Raises:
        TurtleError: it cannot be read or does not parse; names file, line and reason.
    """
    return parse_turtle(read_bytes(path), str(path))[0]


def read_bytes(path: Path) -> bytes:
    """Read a file whole.

    Raises:
        TurtleError: the system refuses; names the file.
    """
    try:
        # Opening a pipe would wait for a writer that never comes; a device may never end.
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise OSError(None, "not a regular file")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise TurtleError(f"{path}: cannot be read: {reason}", "Name a Turtle file that can be read.") from None


def decode(data: bytes, name: str) -> str:
    """Decode UTF-8.

    Raises:
        TurtleError: it is not; names line, byte and offset.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        raise TurtleError(
            f"{name}, line {line}: not UTF-8 (byte 0x{data[error.start]:02x} at offset {error.start})",
            "It looks like UTF-16; save it as UTF-8." if utf16 else "Save the file as UTF-8.",
        ) from None


def parse_turtle(data: bytes, name: str) -> tuple[list[Triple], dict[str, str]]:
    """Read the triples and the prefixes of a Turtle text.

    Args:
        data: UTF-8; a byte order mark is tolerated, no text at all gives no triples.
        name: how errors name the text.

    Raises:
        TurtleError: it does not parse, or holds terms of RDF 1.2.

    >>> triples, prefixes = parse_turtle(b"PREFIX e: <http://e/> e:a e:b 1.50 .", "example")
    >>> triples[0].object.value, prefixes
    ('1.50', {'e': 'http://e/'})
    """
    with _checked(data, name) as quads:
        triples = [quad.triple for quad in quads]
    for triple in triples:
        value = triple.object
        if isinstance(value, Triple) or (isinstance(value, Literal) and value.direction):
            raise _too_new(data, name)
    return triples, quads.prefixes


def parse_lines(data: bytes, name: str) -> tuple[list[str], dict[str, str]]:
    """Read a Turtle text as lines of N-Triples, each up to its full stop, and its prefixes.

    This spares a Python object for each term and takes half the time of ``parse_turtle``, whose errors it raises.

    >>> parse_lines(b"PREFIX e: <http://e/> e:a e:b 1.50 .", "example")[0]
    ['<http://e/a> <http://e/b> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>']
    """
    with _checked(data, name) as quads:
        text = (serialize(quads, format=RdfFormat.N_TRIPLES) or b"").decode()
    # Two quick looks spare nearly every text the walk over its literals.
    if ("<<(" in text or "--" in text) and _RDF12.search(text):
        raise _too_new(data, name)
    return text[:-3].split(" .\n") if text else [], quads.prefixes


@contextmanager
def _checked(data: bytes, name: str) -> Iterator[QuadParser]:
    data = data.removeprefix(_BOM)
    decode(data, name)
    try:
        yield parse(data, format=RdfFormat.TURTLE)
    except SyntaxError as error:
        raise syntax_problem(error, name) from None


def _too_new(data: bytes, name: str) -> TurtleError:
    text = data.decode("utf-8-sig")
    line = first_line_of(text, "<<") or first_line_of(text, "--") or 1
    return TurtleError(
        f"{name}, line {line}: a term of RDF 1.2 (triple term or text direction)",
        "The graph is RDF 1.1; state it with a node of its own instead.",
    )


def syntax_problem(error: SyntaxError, name: str) -> TurtleError:
    """Say what the parser complains of, where, and what to do."""
    message = str(error.args[0])
    reason = message.partition(": ")[2] or message
    if len(reason) > 200:
        reason = reason[:200] + " ..."
    undeclared = _UNDECLARED.search(message)
    if undeclared:
        reason = f'prefix "{undeclared[1]}" is not declared'
        hint = _prefix_hint(undeclared[1])
    elif "Unexpected end" in message:
        hint = "A string, a bracket or a statement is left open, or the file is cut short."
    elif "UTF-8" in message:
        hint = "Save the file as UTF-8."
    else:
        hint = _SYNTAX
    return TurtleError(f"{name}, line {error.lineno or 1}: {reason}", hint)


def _prefix_hint(prefix: str) -> str:
    import difflib

    known = ", ".join(sorted(PREFIXES))
    near = difflib.get_close_matches(prefix, PREFIXES, n=1)
    other = f', or write "{near[0]}:"' if near else ""
    return f"Declare it with a PREFIX line{other}. Known prefixes: {known}"

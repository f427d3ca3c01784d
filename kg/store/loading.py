"""Parsing Turtle files into the quads of their named graphs, and handing quads to the engine."""

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

# Below this, all files together, a transaction in memory is quicker than the sorted files of a bulk load (4 ms against
# 30 ms at 100 kB), and it leaves the store with few files, which is what opening it costs.
_BULK_BYTES = 2_000_000
# A larger file is read piece by piece instead of as a whole.
_WHOLE_BYTES = 16_000_000
_BOM = b"\xef\xbb\xbf"
_PREFIX = rb"\s+[^\s:<>\"#]*:\s*<[^<>\s]*>"
_HEAD = re.compile(rb"(?:\s+|#[^\r\n]*|(?i:PREFIX)" + _PREFIX + rb"|@prefix" + _PREFIX + rb"\s*\.)*")
# What looks like a directive after the first triple, in lower case; most often it is a word of a string.
_DIRECTIVES = {
    b"prefix": re.compile(rb"prefix\b[^:]*:"),
    b"base": re.compile(rb"base\b[^<]*<"),
    b"version": re.compile(rb"version\b\s*[\"']"),
}


def load(store: ox.Store, quads: Iterator[ox.Quad], size_bytes: int, *, bulk_bytes: int = _BULK_BYTES) -> None:
    """Load quads into a store: all of them, or none if the iterator raises.

    Args:
        store: open for writing.
        quads: read once.
        size_bytes: of the files that they come from.
        bulk_bytes: size from which on they are loaded in bulk.
    """
    if size_bytes < bulk_bytes:
        store.extend(quads)
    else:
        # All at once: the files of separate loads would be merged again and again. It takes a million quads at a
        # time, of which the engine sorts one lot while the next is read: 1.4 GB, however many they are.
        store.bulk_extend(quads)


def parse_into(path: Path, graph: str, *, is_simple: bool = True) -> Iterator[ox.Quad]:
    """Parse a Turtle file into quads of a named graph, as they are asked for.

    Args:
        path: the file; its blank nodes are renamed, so that those of two files are two.
        graph: the IRI of the graph.
        is_simple: try the quicker way first; off, an error names the place that an editor shows.

    Raises:
        SyntaxError: it does not parse; as it is read.
    """
    piece = as_trig(path.read_bytes(), graph) if is_simple and path.stat().st_size < _WHOLE_BYTES else None
    if piece is None:
        return _parse_plainly(path, ox.NamedNode(graph))
    # The parser names the graph: to make each quad anew in Python would take as long as to parse it.
    return ox.parse(piece, ox.RdfFormat.TRIG, rename_blank_nodes=True)


def as_trig(data: bytes, graph: str) -> bytes | None:
    """Turn a Turtle file into TriG, or return None where that takes more than a look at its text.

    What the two languages treat differently inside the braces of a graph is left to the other way of loading: braces,
    directives behind the first triple, and a last triple whose full stop is not plain to see.

    Args:
        data: any file; one that does not parse as Turtle does not parse as TriG.
        graph: the IRI of its named graph.

    >>> as_trig(b"PREFIX : <http://x/>\\n:s :p :o .", "http://g")
    b'PREFIX : <http://x/>\\n<http://g> {:s :p :o .\\n}'
    >>> as_trig(b"<http://x/s> <http://x/p> '}' .", "http://g")
    """
    data = data.removeprefix(_BOM)
    head = _HEAD.match(data)
    end = head.end() if head else 0
    body = data[end:].rstrip()
    if not body.endswith(b".") or b"{" in body or b"}" in body or b"#" in body[body.rfind(b"\n") + 1 :]:
        return None
    lowered = body.lower()
    if any(word in lowered and sign.search(lowered) for word, sign in _DIRECTIVES.items()):
        return None
    return b"".join((data[:end], b"<", graph.encode(), b"> {", body, b"\n}"))


def _parse_plainly(path: Path, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    with path.open("rb") as stream:
        if stream.read(len(_BOM)) != _BOM:
            stream.seek(0)
        for quad in ox.parse(stream, ox.RdfFormat.TURTLE, rename_blank_nodes=True):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)

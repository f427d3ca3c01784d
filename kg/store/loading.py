"""Reading Turtle files into an Oxigraph store, each into the named graph of its file."""

import re
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox

# Below this, all files together, transactions in memory are quicker than the sorted files of a bulk load (4 ms against
# 30 ms at 100 kB), and they leave the store with few files, which is what opening it costs.
_BULK_BYTES = 2_000_000
# So much goes into one bulk load: each leaves a file for every index, and the engine then merges those again and again
# (100,000 statements in 50 files: 37 s of processor time one by one, 25 s in groups of this size). Two are loaded at a
# time, which keeps two processors busy and takes 350 MB of memory each.
_GROUP_BYTES = 16_000_000
_THREADS = 2
_BOM = b"\xef\xbb\xbf"
_PREFIX = rb"\s+[^\s:<>\"#]*:\s*<[^<>\s]*>"
_HEAD = re.compile(rb"(?:\s+|#[^\r\n]*|(?i:PREFIX)" + _PREFIX + rb"|@prefix" + _PREFIX + rb"\s*\.)*")
# What looks like a directive after the first triple, in lower case; most often it is a word of a string.
_DIRECTIVES = {
    b"prefix": re.compile(rb"prefix\b[^:]*:"),
    b"base": re.compile(rb"base\b[^<]*<"),
    b"version": re.compile(rb"version\b\s*[\"']"),
}


class Loader:
    """Loads files in the background while the caller goes on; the engine works outside Python's lock."""

    def __init__(self, store: ox.Store, *, bulk_bytes: int = _BULK_BYTES, group_bytes: int = _GROUP_BYTES) -> None:
        """Begin with nothing to do.

        Args:
            store: open for writing.
            bulk_bytes: size of all files together from which on they are loaded in bulk.
            group_bytes: size of the files that are loaded at once.
        """
        self._store, self._bulk_bytes, self._group_bytes = store, bulk_bytes, group_bytes
        self._pool = ThreadPoolExecutor(_THREADS)
        self._jobs: list[Future[None]] = []
        self._waiting: list[tuple[Path, str]] = []
        self._waiting_bytes = 0

    def submit(self, path: Path, graph: str) -> None:
        """Load a file, known to parse, into the named graph of that IRI, sooner or later."""
        self._waiting.append((path, graph))
        self._waiting_bytes += path.stat().st_size
        if self._waiting_bytes >= self._group_bytes:
            self._begin()

    def finish(self) -> None:
        """Wait until all is loaded.

        Raises:
            SyntaxError: a file does not parse, so it has changed since it was looked at.
            OSError: the disk is full, or a file is gone.
        """
        if self._jobs or self._waiting_bytes >= self._bulk_bytes:
            self._begin()
        for job in self._jobs:
            job.result()
        self.stop()
        for path, graph in self._waiting:
            # Lenient: the file has been parsed strictly before, so its IRIs need not be checked again.
            data = path.read_bytes().removeprefix(_BOM)
            self._store.load(data, ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(graph), lenient=True)

    def stop(self) -> None:
        """Forget what has not begun and wait for the rest; harmless when called twice."""
        self._pool.shutdown(cancel_futures=True)

    def _begin(self) -> None:
        self._jobs.append(self._pool.submit(self._load_group, self._waiting))
        self._waiting, self._waiting_bytes = [], 0

    def _load_group(self, files: list[tuple[Path, str]]) -> None:
        pieces: list[bytes] = []
        apart: list[tuple[Path, str]] = []
        for path, graph in files:
            piece = as_trig(path.read_bytes(), graph) if path.stat().st_size < self._group_bytes else None
            if piece is None:
                apart.append((path, graph))
            else:
                pieces.append(piece)
        try:
            self._store.bulk_load(b"".join(pieces), ox.RdfFormat.TRIG, lenient=True)
        except SyntaxError:
            apart = files  # what has been loaded of them may be loaded again
        for path, graph in apart:
            with path.open("rb") as stream:
                if stream.read(len(_BOM)) != _BOM:
                    stream.seek(0)
                self._store.bulk_load(stream, ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(graph), lenient=True)


def as_trig(data: bytes, graph: str) -> bytes | None:
    """Turn a Turtle file into a piece of TriG, or return None where that takes more than a look at its text.

    Pieces can be put one behind the other: each declares its own prefixes. Blank nodes with labels would be shared,
    so they are left to the other way of loading, and so are directives behind the first triple.

    Args:
        data: a file that parses.
        graph: the IRI of its named graph.

    >>> as_trig(b"PREFIX : <http://x/>\\n:s :p :o .", "http://g")
    b'PREFIX : <http://x/>\\n<http://g> {\\n:s :p :o .\\n}\\n'
    >>> as_trig(b"_:s <http://x/p> 1 .", "http://g")
    """
    data = data.removeprefix(_BOM)
    head = _HEAD.match(data)
    end = head.end() if head else 0
    body = data[end:]
    lowered = body.lower()
    if b"_:" in body or any(word in lowered and sign.search(lowered) for word, sign in _DIRECTIVES.items()):
        return None
    # The head may end with a comment that has no end of line.
    return b"".join((data[:end], b"\n<" if b"#" in data[:end] else b"<", graph.encode(), b"> {\n", body, b"\n}\n"))

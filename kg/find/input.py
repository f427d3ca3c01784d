"""Documents for the extractor: text files, standard input, and JSON Lines of texts."""

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.errors import SourceError
from kg.model import Document

_HINT = "Give UTF-8 text, or JSON Lines with the keys doc and text."


def read_documents(name: str) -> Iterator[Document | SourceError]:
    """Read the documents of one input.

    Args:
        name: a text file, a ``.jsonl`` or ``.jsonl.gz`` file whose lines have ``doc`` and ``text``, or ``-`` for stdin.

    Yields:
        Each document, or the error that stands for one that cannot be read, so that a run goes on past it.
    """
    try:
        if name.endswith((".jsonl", ".jsonl.gz")):
            yield from _lines(name)
        else:
            yield _text(name, sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes())
    except (OSError, EOFError, zlib.error) as error:
        yield SourceError(f"{name}: {getattr(error, 'strerror', None) or error}", "Look whether the file is there.")


def _text(name: str, data: bytes) -> Document | SourceError:
    if b"\0" in data[:4096]:
        return SourceError(f"{name}: binary data, not a text", _HINT)
    try:
        return Document.of_bytes(name, data)
    except UnicodeDecodeError as error:
        return SourceError(f"{name}: byte {error.start + 1} is not UTF-8", _HINT)


def _lines(name: str) -> Iterator[Document | SourceError]:
    opener: Any = gzip.open if name.endswith(".gz") else open
    with opener(name, "rb") as handle:
        for number, line in enumerate(handle, 1):
            if line.strip():
                yield _line(f"{name}, line {number}", line)


def _line(where: str, line: bytes) -> Document | SourceError:
    try:
        item: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        return SourceError(f"{where}: not JSON: {error}", _HINT)
    if not isinstance(item, dict) or not isinstance(item.get("doc"), str) or not isinstance(item.get("text"), str):
        return SourceError(f"{where}: not an object with the strings doc and text", _HINT)
    digest = sha256(item["text"].encode("utf-8", "surrogatepass")).hexdigest()
    return Document(item["doc"], item["text"], digest)

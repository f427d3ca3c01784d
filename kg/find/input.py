"""Texts for the extractor in JSON Lines."""

import gzip
import json
import zlib
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from kg.errors import SourceError
from kg.model import Document

_HINT = "Give JSON Lines with the keys doc and text, in UTF-8."


def read_lines(name: str) -> Iterator[Document | SourceError]:
    """Read the documents of a ``.jsonl`` or ``.jsonl.gz`` file whose lines have ``doc`` and ``text``.

    Yields:
        Each document, or the error that stands for one that cannot be read, so that a run goes on past it.
    """
    opener: Any = gzip.open if name.endswith(".gz") else open
    try:
        with opener(name, "rb") as handle:
            for number, line in enumerate(handle, 1):
                if line.strip():
                    yield _line(f"{name}, line {number}", line)
    except (OSError, EOFError, zlib.error) as error:
        yield SourceError(f"{name}: {getattr(error, 'strerror', None) or error}", "Look whether the file is there.")


def _line(where: str, line: bytes) -> Document | SourceError:
    try:
        item: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        return SourceError(f"{where}: not JSON: {error}", _HINT)
    if not isinstance(item, dict) or not isinstance(item.get("doc"), str) or not isinstance(item.get("text"), str):
        return SourceError(f"{where}: not an object with the strings doc and text", _HINT)
    digest = sha256(item["text"].encode("utf-8", "surrogatepass")).hexdigest()
    return Document(item["doc"], item["text"], digest)

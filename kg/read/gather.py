"""From what a user names, files, folders, addresses or stdin, to the documents to read."""

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import DocumentError
from kg.read.kinds import is_other_kind
from kg.read.request import Limits, Request

_MOST_LEVELS = 100


@dataclass(frozen=True)
class Unread:
    """Something that was named or found and is not read, and why; ``is_fault`` unless it is no document anyway."""

    shown: str
    problem: str
    hint: str = ""
    is_fault: bool = True


def gather(names: Sequence[str], limits: Limits) -> Iterator[Request | Unread]:
    """List the documents behind what a user names.

    A folder gives its files and those of its folders, sorted; hidden files and, by their suffix, pictures and the like
    are passed over. Links are followed, but never round in a circle.

    Args:
        names: paths, http(s) addresses, or ``-``.
        limits: for each document.
    """
    for name in names:
        if name == "-":
            yield _stdin(limits)
        elif "://" in name:
            yield Request(name, name.rstrip("/").rpartition("/")[2], url=name, limits=limits)
        else:
            yield from (replace(one, limits=limits) if isinstance(one, Request) else one for one in _path(name))


def _stdin(limits: Limits) -> Request | Unread:
    stream = getattr(sys.stdin, "buffer", None)
    try:
        data = stream.read(limits.size_bytes + 1) if stream else b""
    except OSError as error:
        return Unread("-", f"stdin cannot be read: {error.strerror or error}")
    return Request("-", "stdin", data=data, limits=limits)


def _path(name: str) -> Iterator[Request | Unread]:
    path = Path(name)
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield Unread(shown(name), f"it cannot be read: {reason}", "Check the path.")
        return
    if is_folder:
        yield from _folder(name, ())
    else:
        yield _file(name)


def _file(path: str) -> Request:
    return Request(shown(path), shown(Path(path).name), path=path)


def _folder(folder: str, above: tuple[tuple[int, int], ...]) -> Iterator[Request | Unread]:
    try:
        status = Path(folder).stat()
        here = (status.st_dev, status.st_ino)
        if here in above:
            yield Unread(shown(folder), "it leads back to a folder that it lies in", is_fault=False)
            return
        if len(above) >= _MOST_LEVELS:
            raise DocumentError(f"folders are nested more than {_MOST_LEVELS} deep")
        with os.scandir(folder) as entries:
            listed = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda e: e.name)
    except OSError as error:
        yield Unread(shown(folder), f"the folder cannot be listed: {error.strerror}", "Make it readable.")
        return
    except DocumentError as error:
        yield Unread(shown(folder), error.message, "Name the inner folder itself.")
        return
    for entry in listed:
        try:
            is_folder = entry.is_dir()
            mode = entry.stat().st_mode
        except OSError as error:
            yield Unread(shown(entry.path), f"it cannot be read: {error.strerror}", "Mend the link, or remove it.")
            continue
        if is_folder:
            yield from _folder(entry.path, (*above, here))
        elif not stat.S_ISREG(mode) or is_other_kind(entry.name):
            yield Unread(shown(entry.path), "by its name it is no document", is_fault=False)
        else:
            yield _file(entry.path)


def shown(path: str) -> str:
    """Write a path so that it can be printed: bytes that are no UTF-8 become a sign that says so.

    >>> shown("caf\\udce9.txt")
    'caf�.txt'
    """
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")

"""Which files lie below a folder."""

import os
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import NamedTuple

from kg.errors import WorkspaceError


class FoundFile(NamedTuple):
    """A file as the system lists it; ``name`` is its path inside its root, with forward slashes."""

    name: str
    path: str
    size: int
    mtime_ns: int


def walk(folder: str, suffix: str, start: int, above: tuple[tuple[int, int], ...] = ()) -> Iterator[FoundFile]:
    """Yield the files below a folder whose names end in a suffix; hidden ones are left out, links are followed.

    Args:
        folder: it may be missing.
        suffix: such as ``.ttl``.
        start: where a file's path inside its root begins.
        above: the folders that led here, by device and number.

    Raises:
        WorkspaceError: a folder cannot be listed, or something of that suffix is no readable file.
    """
    # os.scandir by hand: pathlib's rglob costs several times as much, and this runs before every answer.
    try:
        with os.scandir(folder) as entries:
            listed = [entry for entry in entries if not entry.name.startswith(".")]
        above = above or (_place(Path(folder).stat()),)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise WorkspaceError(f"{folder}: cannot be listed: {error.strerror}", "Make it readable.") from None
    for entry in listed:
        is_named = entry.name.endswith(suffix)
        try:
            status = entry.stat()
        except OSError as error:
            # A link that leads nowhere, or round and round: nobody's business unless it is named like a file of ours.
            if is_named:
                raise WorkspaceError(f"{entry.path}: {error.strerror}", "Mend it, or remove it.") from None
            continue
        if S_ISDIR(status.st_mode):
            place = _place(status)
            # A link that leads back up would be followed for ever.
            if place not in above:
                yield from walk(entry.path, suffix, start, (*above, place))
        elif is_named:
            # Opening a pipe would wait for a writer that never comes; a device may never end.
            if not S_ISREG(status.st_mode):
                raise WorkspaceError(f"{entry.path}: neither a file nor a folder", "Remove it, or rename it.")
            _require_utf8(entry.path)
            yield FoundFile(entry.path[start:].replace(os.sep, "/"), entry.path, status.st_size, status.st_mtime_ns)


def _place(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _require_utf8(path: str) -> None:
    # Names of graphs and messages are made of it; the system hands other bytes over as surrogates.
    try:
        path.encode()
    except UnicodeEncodeError:
        raise WorkspaceError(f"{path!a}: the file's name is not UTF-8", "Rename it.") from None

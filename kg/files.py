"""Files at the edge: whole or not at all."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import WorkspaceError


def write_whole(path: Path, text: str) -> None:
    """Write a text file in one step: whoever reads it, or a crash, finds the old text or the new, never a part.

    Args:
        path: a symbolic link is followed; permissions of a file that exists are kept.
        text: written as UTF-8 with its newlines as they are.

    Raises:
        WorkspaceError: the system refuses (no permission, disk full); the old file is untouched.
    """
    temporary = ""
    try:
        target = path.resolve(strict=False)
        if target.exists() and not target.is_file():
            # Renamed over a device, the file would take its place.
            raise OSError(None, "Is a directory" if target.is_dir() else "neither a file nor a folder")
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes files private; a new file gets what the umask allows, as open() would give it.
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except (OSError, RuntimeError) as error:
        with suppress(OSError):
            if temporary:
                Path(temporary).unlink()
        reason = getattr(error, "strerror", None) or str(error)
        raise WorkspaceError(
            f"{path}: cannot be written: {reason}", "The file is as it was. Make its folder writable, or free space."
        ) from None


def sweep(folder: Path) -> None:
    """Remove the drafts that killed runs have left beside files; the caller sees to it that none is being written."""
    with suppress(OSError):
        for draft in folder.glob(".*.tmp"):
            draft.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Force a folder to disk: what was made or renamed in it survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(
    path: Path, on_wait: Callable[[], None] | None = None, hint: str = "Make its folder writable."
) -> Iterator[None]:
    """Keep others out who lock the same file; wait for one who holds it. Where a system has no such locks, go on.

    Args:
        path: a file that is made and holds nothing.
        on_wait: called once if somebody holds it.
        hint: what to do where its folder cannot be written.

    Raises:
        WorkspaceError: its folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("w")
    except OSError as error:
        raise WorkspaceError(f"{path.parent}: cannot be written: {error.strerror}", hint) from None
    with stream:
        try:
            import fcntl
        except ImportError:
            yield
            return
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if on_wait:
                on_wait()
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current

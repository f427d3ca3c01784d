"""Where the derived store lies on disk: numbered generations, one pointer, one lock."""

import errno
import fcntl
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import StoreError
from kg.files import sync_folder

POINTER = "current"
LOCK = "lock"
MANIFEST = "manifest.json"
SIDE = "side.sqlite"
CATALOGUE = "catalogue.json"
ENGINE = "oxigraph"
_UNFINISHED = ".building"


class Layout:
    """The folder ``store/`` of a derived directory.

    A generation is complete before the pointer names it and is never written again, so a reader needs no lock and a
    killed builder leaves nothing but an unfinished folder, which the next builder removes.
    """

    def __init__(self, derived_dir: Path) -> None:
        """Name the folder; nothing is created or read."""
        self.folder = derived_dir / "store"

    def current(self) -> Path | None:
        """Return the folder of the generation in use, or None if there is none."""
        pointer = self.folder / POINTER
        try:
            # Opening a pipe would wait for a writer that never comes.
            if not stat.S_ISREG(pointer.stat().st_mode):
                raise OSError(None, "not a file")
            name = pointer.read_text("ascii").strip()
        except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
            return None
        except OSError as error:
            hint = f"Make it readable, or remove the folder {self.folder}: it is made again from the files."
            raise StoreError(f"{pointer}: {error.strerror}", hint) from None
        # A pointer cut short or edited by hand must not lead out of the folder.
        return self.folder / name if name.isdecimal() and (self.folder / name / MANIFEST).is_file() else None

    def start(self) -> Path:
        """Make the folder of a new, unfinished generation; the caller holds the lock."""
        for leftover in self.folder.glob(f"*{_UNFINISHED}"):
            _remove_tree(leftover)
        # A builder that was killed while it named its generation leaves the draft of the pointer.
        for draft in self.folder.glob(f".{POINTER}.*"):
            draft.unlink(missing_ok=True)
        numbers = [int(path.name) for path in self.folder.iterdir() if path.name.isdigit()]
        # A name of its own for each attempt: after an error the engine may still hold the files of the last one.
        fresh = self.folder / f"{max(numbers, default=0) + 1:06d}.{time.monotonic_ns()}{_UNFINISHED}"
        fresh.mkdir()
        return fresh

    def publish(self, unfinished: Path) -> Path:
        """Make a finished generation the current one: everything on disk first, then one atomic rename."""
        sync_tree(unfinished)
        finished = unfinished.with_name(unfinished.name.partition(".")[0])
        unfinished.rename(finished)
        write_atomically(self.folder / POINTER, finished.name + "\n")
        return finished

    def discard(self, unfinished: Path) -> None:
        """Remove what a failed build left."""
        _remove_tree(unfinished)

    def prune(self, *kept: Path | None) -> None:
        """Remove generations that are neither kept nor read by anybody."""
        names = {path.name for path in kept if path is not None}
        for path in self.folder.iterdir():
            if path.name.isdigit() and path.name not in names and not _is_read(path):
                _remove_tree(path)

    @contextmanager
    def lock(self, *, wait: bool = True, on_wait: Callable[[], None] | None = None) -> Iterator[bool]:
        """Hold the builders' lock; yield False if another process has it and ``wait`` is off.

        Args:
            wait: block until the other builder has finished.
            on_wait: called once before blocking.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            raise cannot_write(self.folder, error) from None
        try:
            held = _try_lock(handle)
            if not held and wait:
                if on_wait:
                    on_wait()
                fcntl.flock(handle, fcntl.LOCK_EX)
                held = True
            yield held
        finally:
            os.close(handle)


def cannot_write(path: Path, error: Exception) -> StoreError:
    """Turn a refusal to write, by the system or by an engine, into a sentence with a remedy."""
    code, told = getattr(error, "errno", None), getattr(error, "strerror", None) or str(error)
    # The engines pass on the system's words and not its number.
    if code in (errno.ENOSPC, errno.EDQUOT) or any(words in told for words in ("No space left", "disk is full")):
        return StoreError(f"the disk is full: {path} cannot be written", "Free some space. " + _UNTOUCHED)
    if code in (errno.EROFS, errno.EACCES, errno.EPERM) or "Permission denied" in told or "Read-only" in told:
        return StoreError(
            f"{path} cannot be written: {told}", "Get the right to write there, or work on a copy. " + _UNTOUCHED
        )
    if code == errno.EFBIG or "File too large" in told:
        hint = "Raise the limit on the size of files (`ulimit -f`). " + _UNTOUCHED
        return StoreError(f"the store in {path} cannot be written: {told}", hint)
    hint = f"Remove {path} and run `kg build` again: it is made from the files. " + _UNTOUCHED
    return StoreError(f"the store in {path} cannot be written: {told}", hint)


_UNTOUCHED = "The former store, if there is one, is as it was."


def hold(generation: Path) -> int:
    """Mark a generation as being read; return a descriptor that the reader closes.

    Raises:
        FileNotFoundError: it was removed meanwhile.
    """
    handle = os.open(generation, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    # Without locks (some network folders) a reader merely may have to start again.
    with suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    if not (generation / MANIFEST).exists():
        os.close(handle)
        raise FileNotFoundError(generation)
    return handle


def write_atomically(path: Path, text: str) -> None:
    """Replace a file so that a reader, or a power cut, finds either the old or the new text."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def sync_tree(folder: Path) -> None:
    """Force every file below a folder, and the folders, to disk."""
    for parent, _, files in os.walk(folder):
        for name in files:
            handle = os.open(f"{parent}/{name}", os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        sync_folder(Path(parent))


def _try_lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_read(generation: Path) -> bool:
    try:
        handle = os.open(generation, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return False
    try:
        return not _try_lock(handle)
    except OSError:
        return False
    finally:
        os.close(handle)


def _remove_tree(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)

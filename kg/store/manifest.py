"""What a generation was built from, and what has changed since."""

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from kg.errors import StoreError, StoreVersionError
from kg.listing import FoundFile
from kg.store.passages import folder_state
from kg.workspace import Workspace

# Raise it whenever the tables, the catalogue or this record change their shape: older stores are then built anew.
FORMAT = 5
# A file written again within one tick of the file system's clock, after it was read, would look unchanged.
_TICK_NS = 20_000_000


class FileEntry(NamedTuple):
    """One Turtle or query file as it was read; ``graph`` is empty and ``triples`` 0 for a query."""

    path: str
    size: int
    mtime_ns: int
    sha256: str = ""
    graph: str = ""
    triples: int = 0


class Manifest(NamedTuple):
    """The record of a generation; equal for equal input, so it holds no time of its own.

    ``texts`` is the state of the folder that keeps the texts of sources.
    """

    engine: str
    base: str
    files: tuple[FileEntry, ...] = ()
    queries: tuple[FileEntry, ...] = ()
    triples: int = 0
    format: int = FORMAT
    texts: int = 0

    def to_json(self) -> str:
        """Write the manifest as JSON, a file a line."""
        fields = self._asdict() | {"columns": FileEntry._fields}
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).replace("],[", "],\n[") + "\n"


@dataclass
class Changes:
    """The files as they are now, and how they differ from ``base``; without a base all of them are to be loaded."""

    base: Manifest | None
    files: list[FileEntry] = field(default_factory=list)
    queries: list[FileEntry] = field(default_factory=list)
    loaded: list[FileEntry] = field(default_factory=list)
    dropped: list[FileEntry] = field(default_factory=list)
    has_new_queries: bool = False
    has_new_stats: bool = False
    texts: int = 0

    def __bool__(self) -> bool:
        """Say whether the store has to be built."""
        if self.base is None or self.loaded or self.dropped or self.has_new_queries:
            return True
        # What sources say in texts that came or went is found, or found no more.
        return self.texts != self.base.texts


def read_manifest(path: Path) -> Manifest | None:
    """Read a manifest; None if it is damaged, or of an older format or engine, which means: build anew.

    Raises:
        StoreVersionError: a newer version of this program or of its engine wrote it.
    """
    try:
        data = json.loads(path.read_bytes())
        version, engine = int(data["format"]), str(data["engine"])
        if version > FORMAT or _release(engine) > _release(ox.__version__):
            raise _newer_store(path, version, engine)
        if (version, _release(engine)) != (FORMAT, _release(ox.__version__)):
            return None
        files, queries = (tuple(map(FileEntry._make, data[key])) for key in ("files", "queries"))
        return Manifest(engine, data["base"], files, queries, data["triples"], texts=int(data["texts"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}", "Make it readable, or remove the folder .kg/store.") from None


def find_changes(workspace: Workspace, manifest: Manifest | None) -> Changes:
    """Compare the files of a workspace with a manifest: sizes and times first, contents only where those differ.

    Raises:
        StoreError: a file cannot be read.
    """
    base = manifest if manifest and manifest.base == workspace.base else None
    changes = Changes(base, texts=folder_state(workspace))
    known = {entry.path: entry for entry in base.files} if base else {}
    for file in workspace.list_turtle():
        entry = _look(file, known.pop(file.name, None), changes)
        if entry is None:
            entry = _read(file, workspace.graph_of(file.name))
            changes.loaded.append(entry)
        changes.files.append(entry)
    changes.dropped = list(known.values())
    known = {entry.path: entry for entry in base.queries} if base else {}
    for file in workspace.list_queries():
        entry = _look(file, known.pop(file.name, None), changes)
        if entry is None:
            entry = _read(file)
            changes.has_new_queries = True
        changes.queries.append(entry)
    changes.has_new_queries |= bool(known)
    return changes


def is_same_file(path: Path, entry: FileEntry) -> bool:
    """Say whether a file has the size and time that were noted for it."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return False
    return (entry.size, entry.mtime_ns) == (status.st_size, status.st_mtime_ns)


def _look(file: FoundFile, known: FileEntry | None, changes: Changes) -> FileEntry | None:
    """Return the entry of an unchanged file, None for a changed or new one."""
    if known is None or (known.size, known.mtime_ns) == (file.size, file.mtime_ns):
        return known
    entry = _read(file, known.graph)
    if known.sha256 != entry.sha256:
        return None
    changes.has_new_stats = True
    return known._replace(mtime_ns=entry.mtime_ns)


def _read(file: FoundFile, graph: str = "") -> FileEntry:
    from hashlib import sha256

    path = Path(file.path)
    try:
        status = path.stat()
        if 0 <= time.time_ns() - status.st_mtime_ns < _TICK_NS:
            time.sleep(_TICK_NS / 1e9)
            status = path.stat()
        with path.open("rb") as stream:
            whole = sha256()
            while block := stream.read(1 << 20):
                whole.update(block)
    except OSError as error:
        raise StoreError(
            f"{file.name}: {error.strerror}", "Make it readable, or move it out of the workspace."
        ) from None
    return FileEntry(file.name, status.st_size, status.st_mtime_ns, whole.hexdigest(), graph)


def _newer_store(path: Path, version: int, engine: str) -> StoreVersionError:
    return StoreVersionError(
        f"the store {path.parent} was written by a newer version (format {version}, Oxigraph {engine}; "
        f"this program reads format {FORMAT}, Oxigraph {ox.__version__})",
        "Upgrade with `pip install --upgrade on-record`, or make the store anew from its files with `kg build --full`.",
    )


def _release(version: str) -> tuple[int, ...]:
    # Patch releases of the engine share one file format.
    return tuple(int(part) for part in version.split(".")[:2])

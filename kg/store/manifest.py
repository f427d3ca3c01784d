"""What a generation was built from, and what has changed since."""

import json
import os
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from kg.errors import StoreError, StoreVersionError
from kg.workspace import Workspace

FORMAT = 1


@dataclass(frozen=True)
class FileEntry:
    """One Turtle or query file as it was read; ``triples`` is 0 for a query."""

    path: str
    size: int
    mtime_ns: int
    sha256: str = ""
    graph: str = ""
    triples: int = 0


@dataclass(frozen=True)
class Manifest:
    """The record of a generation; equal for equal input, so it holds no time of its own."""

    engine: str
    base: str
    files: tuple[FileEntry, ...] = ()
    queries: tuple[FileEntry, ...] = ()
    triples: int = 0
    format: int = FORMAT

    def to_json(self) -> str:
        """Write the manifest as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=0)


@dataclass
class Changes:
    """The difference between a manifest and the files as they are now."""

    files: list[FileEntry] = field(default_factory=list)
    queries: list[FileEntry] = field(default_factory=list)
    loaded: list[FileEntry] = field(default_factory=list)
    dropped: list[FileEntry] = field(default_factory=list)
    has_new_queries: bool = False
    has_new_stats: bool = False

    def __bool__(self) -> bool:
        """Say whether the store has to be rebuilt."""
        return bool(self.loaded or self.dropped or self.has_new_queries)


def read_manifest(path: Path) -> Manifest | None:
    """Read a manifest; None if it is damaged or of an older format, which means: build anew.

    Raises:
        StoreVersionError: a newer version of this program wrote it.
    """
    try:
        data = json.loads(path.read_bytes())
        version = data["format"]
        if version == FORMAT:
            entries = {key: tuple(FileEntry(**item) for item in data[key]) for key in ("files", "queries")}
            return Manifest(data["engine"], data["base"], triples=data["triples"], **entries)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        return None
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}", "Make it readable, or remove the folder .kg/store.") from None
    if isinstance(version, int) and version > FORMAT:
        raise newer_store(path, f"format {version}", f"format {FORMAT}")
    return None


def newer_store(path: Path, theirs: str, ours: str) -> StoreVersionError:
    """Say that a store is ahead of this program, and how to go on."""
    return StoreVersionError(
        f"the store {path.parent} was written by a newer version ({theirs}; this program reads {ours})",
        "Upgrade with `pip install --upgrade on-record`, or make the store anew from its files with `kg build --full`.",
    )


def find_changes(workspace: Workspace, manifest: Manifest | None) -> Changes:
    """Compare the files of a workspace with a manifest: sizes and times first, contents only where those differ."""
    changes = Changes()
    known = {entry.path: entry for entry in manifest.files} if manifest else {}
    for path in workspace.turtle_files():
        entry, is_same = _compare(workspace, path, known.pop(workspace.relative(path), None), changes)
        changes.files.append(entry)
        if not is_same:
            changes.loaded.append(entry)
    changes.dropped = list(known.values())
    known = {entry.path: entry for entry in manifest.queries} if manifest else {}
    for path in workspace.query_files():
        entry, is_same = _compare(workspace, path, known.pop(workspace.relative(path), None), changes)
        changes.queries.append(entry)
        changes.has_new_queries |= not is_same
    changes.has_new_queries |= bool(known)
    return changes


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        whole = sha256()
        while block := stream.read(1 << 20):
            whole.update(block)
    return whole.hexdigest()


def _compare(workspace: Workspace, path: Path, known: FileEntry | None, changes: Changes) -> tuple[FileEntry, bool]:
    try:
        status = os.stat(path)
        if known and (known.size, known.mtime_ns) == (status.st_size, status.st_mtime_ns):
            return known, True
        entry = FileEntry(workspace.relative(path), status.st_size, status.st_mtime_ns, digest(path))
    except OSError as error:
        raise StoreError(f"{workspace.relative(path)}: {error.strerror}", "Make it readable, or remove it.") from None
    if known and known.sha256 == entry.sha256:
        changes.has_new_stats = True
        return replace(known, mtime_ns=entry.mtime_ns), True
    return entry, False

"""Building the store: what changed is loaded again, the rest is kept; all or nothing."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from kg.query.catalogue import write_cache
from kg.store.layout import CATALOGUE, ENGINE, MANIFEST, SIDE, Layout, cannot_write, write_atomically
from kg.store.manifest import Changes, Manifest, find_changes, read_manifest
from kg.workspace import Workspace

Progress = Callable[[str], None]
_WORK = "work"
# So many triples are removed in a second.
_FEW = 20_000


@dataclass(frozen=True)
class BuildReport:
    """What a build did. The counts are of the finished store.

    ``loaded`` and ``dropped`` are paths of files; ``sent`` and ``removed`` are IRIs of graphs on a server.
    """

    generation: Path
    manifest: Manifest
    loaded: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    is_full: bool = False
    is_unchanged: bool = False
    sent: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def triples(self) -> int:
        """Count the triples of all files."""
        return self.manifest.triples

    @property
    def files(self) -> int:
        """Count the Turtle files."""
        return len(self.manifest.files)


def build(workspace: Workspace, *, progress: Progress | None = None, full: bool = False) -> BuildReport:
    """Bring the store up to date with the files.

    Args:
        workspace: whose files.
        progress: called with a line of talk at each step.
        full: load every file, even if nothing changed.

    Raises:
        TurtleError: a file does not parse; the former store stays in use.
        GraphError: the data is wrong in a way that no query could cope with; likewise.
        StoreError: the store cannot be written, or a newer version wrote it.
    """
    say = progress or (lambda text: None)
    layout = Layout(workspace.derived_dir)
    with layout.lock(on_wait=lambda: say("Waiting for another build of this workspace to finish")):
        report = build_locked(workspace, layout, say, full=full)
        if workspace.store_url is None:
            return report
        from kg.store.upload import upload

        done = upload(workspace, report.manifest, layout.folder, say, full=full)
        return replace(report, sent=tuple(done.sent), removed=done.removed)


def build_locked(workspace: Workspace, layout: Layout, say: Progress, *, full: bool = False) -> BuildReport:
    """Build while the caller holds the lock."""
    former = layout.current()
    manifest = read_manifest(former / MANIFEST) if former and not full else None
    changes = find_changes(workspace, manifest)
    if former and manifest and changes.base == manifest and not changes and _opens(former):
        return _unchanged(workspace, former, manifest, changes)
    if _is_mostly_gone(changes):
        changes = find_changes(workspace, None)
    written = None
    with suppress(_DamagedError):
        written = _write_generation(workspace, layout, former if changes.base else None, changes, say)
    if written is None:
        say("The former store is damaged; building it anew")
        changes = find_changes(workspace, None)
        written = _write_generation(workspace, layout, None, changes, say)
    generation, done = written
    layout.prune(generation, former)
    loaded, dropped = (tuple(entry.path for entry in part) for part in (changes.loaded, changes.dropped))
    return BuildReport(generation, done, loaded, dropped, is_full=changes.base is None)


def _is_mostly_gone(changes: Changes) -> bool:
    """Say whether more of the former store is to be removed than stays."""
    kept = {entry.graph for entry in changes.files} - {entry.graph for entry in changes.loaded}
    entries = changes.base.files if changes.base else ()
    removed = sum(entry.triples for entry in entries if entry.graph not in kept)
    # To remove a triple costs the engine as much as to load two: 280,000 took 10 s, and the 20,000 beside them 1 s.
    return removed > _FEW and 2 * removed > sum(entry.triples for entry in entries)


class _DamagedError(Exception):
    """The former store cannot be built upon."""


def _write_generation(
    workspace: Workspace, layout: Layout, former: Path | None, changes: Changes, say: Progress
) -> tuple[Path, Manifest]:
    import sqlite3

    job = _Build(workspace, former, changes, say)
    try:
        unfinished = layout.start()
        try:
            job.fill(unfinished)
            return layout.publish(unfinished), job.manifest
        except BaseException:
            layout.discard(unfinished)
            raise
    except (OSError, sqlite3.OperationalError) as error:
        if former and "no such" in str(error) and isinstance(error, sqlite3.Error):
            raise _DamagedError from None
        raise cannot_write(layout.folder, error) from None
    except (RuntimeError, ValueError, sqlite3.DatabaseError) as error:
        # The engine's word for corruption; tables that do not fit their store; a file that is no table.
        if former is None:
            raise cannot_write(layout.folder, error) from None
        raise _DamagedError from None


def _unchanged(workspace: Workspace, former: Path, manifest: Manifest, changes: Changes) -> BuildReport:
    if changes.has_new_stats:
        # Only times differ (a fresh checkout): remember them, or every command would hash the files again.
        noted = manifest._replace(files=tuple(changes.files), queries=tuple(changes.queries))
        try:
            if noted.queries != manifest.queries:
                draft = former / f".{CATALOGUE}"
                write_cache(workspace.query_dirs(), draft)
                draft.replace(former / CATALOGUE)
            write_atomically(former / MANIFEST, noted.to_json())
        except OSError as error:
            raise cannot_write(former, error) from None
        manifest = noted
    return BuildReport(former, manifest, is_unchanged=True)


class _Build:
    """One build: read everything that changed, then write a new generation."""

    def __init__(self, workspace: Workspace, former: Path | None, changes: Changes, say: Progress) -> None:
        from kg.store.reading import Former, Reader

        self.workspace, self.former, self.changes, self.say = workspace, former, changes, say
        self.manifest = Manifest(ox.__version__, workspace.base)
        self.old = _open_former(former) if former else None
        # Graphs of the former store that do not stay.
        self.replaced = {entry.graph for entry in (*changes.dropped, *changes.loaded)} if former else set()
        self.reader = Reader(workspace, changes.loaded, Former(self.old, self.replaced))

    def fill(self, target: Path) -> None:
        """Fill the folder of a new generation."""
        from kg.store.loading import load
        from kg.store.passages import find_told
        from kg.store.side import SideWriter, pairs

        work = str(target / _WORK)
        if self.former and self.old:
            self.old.backup(work)
            shutil.copyfile(self.former / SIDE, target / SIDE)
        store, side = ox.Store(work), SideWriter(target / SIDE)
        for graph in sorted(self.replaced):
            store.remove_graph(ox.NamedNode(graph))
            if self.old:
                side.remove_graph(graph, self.old)
        load(store, self.reader.quads(side, self.say), sum(entry.size for entry in self.changes.loaded))
        self.reader.check_unchanged()
        self.say("Indexing names and words")
        self._check_hierarchies(store)
        self.manifest = self._describe(store)
        side.replace_told(find_told(store, self.workspace))
        side.finish(pairs(store, "rdfs:subClassOf"))
        # A backup is made of links and holds no journal: such a store opens 20 ms sooner than the one written to.
        store.backup(str(target / ENGINE))
        del store
        shutil.rmtree(work)
        self._write_catalogue(target / CATALOGUE)
        (target / MANIFEST).write_text(self.manifest.to_json(), encoding="utf-8")

    def _write_catalogue(self, path: Path) -> None:
        known = self.former / CATALOGUE if self.former else None
        if known and known.is_file() and not self.changes.has_new_queries:
            shutil.copyfile(known, path)
        else:
            # A hundred headers take longer to parse than all the rest of a small build.
            write_cache(self.workspace.query_dirs(), path)

    def _check_hierarchies(self, store: ox.Store) -> None:
        from kg.store.faults import Faults, add_cycles

        faults = Faults(self.workspace)
        add_cycles(faults, store, {self.workspace.graph_of(name): path for name, path in self.reader.paths.items()})
        faults.raise_if_any()

    def _describe(self, store: ox.Store) -> Manifest:
        from kg.store.meta import META, meta_quads

        counts = self.reader.triples
        if self.old or len(store) != sum(counts.values()):
            # Triples that a file repeats are stored once. To count all graphs takes twice as long as to count once.
            counts = {entry.path: _count(store, entry.graph) for entry in self.changes.loaded}
        files = tuple(entry._replace(triples=counts.get(entry.path, entry.triples)) for entry in self.changes.files)
        total = sum(entry.triples for entry in files)
        manifest = self.manifest._replace(
            files=files, queries=tuple(self.changes.queries), triples=total, texts=self.changes.texts
        )
        if self.old:
            store.remove_graph(ox.NamedNode(self.workspace.base + META))
            store.extend(meta_quads(manifest))
        else:
            store.bulk_extend(meta_quads(manifest))
        store.flush()
        return manifest


def _opens(former: Path) -> bool:
    """Say whether a generation can be opened; what cannot is built anew, though no file has changed."""
    try:
        _open_former(former)
    except _DamagedError:
        return False
    return True


def _open_former(generation: Path) -> ox.Store:
    from kg.store.tables import is_whole

    if not is_whole(generation / SIDE):
        raise _DamagedError
    try:
        return ox.Store.read_only(str(generation / ENGINE))
    except (OSError, RuntimeError):
        raise _DamagedError from None


def _count(store: ox.Store, graph: str) -> int:
    rows = store.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    return next(int(row["n"].value) for row in rows)  # type: ignore[union-attr]

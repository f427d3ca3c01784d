"""Building the store: what changed is loaded again, the rest is kept; all or nothing."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from kg.store.layout import ENGINE, MANIFEST, SIDE, Layout, cannot_write
from kg.store.loading import load_file
from kg.store.manifest import Changes, FileEntry, Manifest, find_changes, read_manifest
from kg.store.meta import META, meta_quads
from kg.store.side import SideWriter
from kg.workspace import Workspace

Progress = Callable[[str], None]


@dataclass(frozen=True)
class BuildReport:
    """What a build did. ``loaded`` and ``dropped`` are paths of files; all counts are of the finished store."""

    generation: Path
    triples: int
    files: int
    loaded: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    is_full: bool = False

    @property
    def is_unchanged(self) -> bool:
        """Say whether the store was up to date already."""
        return not (self.is_full or self.loaded or self.dropped)


def say_on_stderr(text: str) -> None:
    """Print a line of talk."""
    print(text, file=sys.stderr)


def build(workspace: Workspace, *, progress: Progress | None = None, full: bool = False) -> BuildReport:
    """Bring the store up to date with the files.

    Args:
        workspace: whose files.
        progress: called with a line of talk at each step.
        full: load every file, even if nothing changed.

    Raises:
        TurtleError: a file does not parse; the former store stays in use.
        GraphError: the data is wrong in a way that no query could cope with.
        StoreError: the store cannot be written, or a newer version wrote it.
    """
    say = progress or (lambda text: None)
    layout = Layout(workspace.derived_dir)
    with layout.lock(on_wait=lambda: say("Waiting for another build of this workspace to finish")):
        return build_locked(workspace, layout, say, full=full)


def build_locked(workspace: Workspace, layout: Layout, say: Progress, *, full: bool = False) -> BuildReport:
    """Build while the caller holds the lock."""
    former = layout.current()
    manifest = read_manifest(former / MANIFEST) if former and not full else None
    if manifest and (manifest.engine, manifest.base) != (ox.__version__, workspace.base):
        manifest = None
    changes = find_changes(workspace, manifest)
    if former and manifest and not changes:
        return BuildReport(former, manifest.triples, len(manifest.files))
    try:
        unfinished = layout.start()
    except OSError as error:
        raise cannot_write(layout.folder, error) from None
    try:
        done = _fill(workspace, unfinished, former if manifest else None, changes, say)
        generation = layout.publish(unfinished)
    except OSError as error:
        layout.discard(unfinished)
        raise cannot_write(layout.folder, error) from None
    except BaseException:
        layout.discard(unfinished)
        raise
    layout.prune(generation, former)
    loaded, dropped = (tuple(entry.path for entry in part) for part in (changes.loaded, changes.dropped))
    return BuildReport(generation, done.triples, len(done.files), loaded, dropped, is_full=manifest is None)


def _fill(workspace: Workspace, target: Path, former: Path | None, changes: Changes, say: Progress) -> Manifest:
    old = ox.Store.read_only(str(former / ENGINE)) if former else None
    if old:
        old.backup(str(target / ENGINE))
    store = ox.Store(str(target / ENGINE))
    paths = {workspace.relative(path): path for path in workspace.turtle_files()}
    graphs = {entry.path: workspace.graph_iri(paths[entry.path]) for entry in changes.files}
    for entry in (*changes.dropped, *changes.loaded):
        if old:
            store.remove_graph(ox.NamedNode(entry.graph or graphs[entry.path]))
    for entry in changes.loaded:
        say(f"Loading {entry.path}")
        load_file(store, paths[entry.path], graphs[entry.path], entry.path)
    counts = {entry.path: _count(store, graphs[entry.path]) for entry in changes.loaded}
    files = tuple(
        replace(entry, graph=graphs[entry.path], triples=counts.get(entry.path, entry.triples))
        for entry in changes.files
    )
    manifest = Manifest(
        ox.__version__, workspace.base, files, tuple(changes.queries), sum(entry.triples for entry in files)
    )
    meta = ox.NamedNode(workspace.base + META)
    store.remove_graph(meta)
    store.extend(meta_quads(manifest))
    store.flush()
    say("Writing names and words")
    _fill_side(target, former, store, old, files, changes)
    (target / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
    return manifest


def _fill_side(
    target: Path,
    former: Path | None,
    store: ox.Store,
    old: ox.Store | None,
    files: tuple[FileEntry, ...],
    changes: Changes,
) -> None:
    if former and old:
        shutil.copyfile(former / SIDE, target / SIDE)
    writer = SideWriter(target / SIDE, store)
    graphs = {entry.path: entry.graph for entry in files}
    for entry in (*changes.dropped, *changes.loaded):
        if old:
            writer.remove_graph(entry.graph or graphs[entry.path], old)
    for entry in changes.loaded:
        writer.add_graph(graphs[entry.path])
    writer.finish()


def _count(store: ox.Store, graph: str) -> int:
    rows = store.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    return next(int(row["n"].value) for row in rows)  # type: ignore[union-attr]

"""The graph as commands and notebooks see it: queries, names, words."""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from kg.errors import KgError, QueryError, StoreError
from kg.query.definition import Vetted
from kg.store.layout import CATALOGUE, ENGINE, MANIFEST, SIDE, Layout, hold
from kg.store.manifest import Manifest, find_changes, read_manifest
from kg.store.talk import say_on_stderr
from kg.workspace import Workspace

if TYPE_CHECKING:
    import sqlite3

    from kg.store.names import NameIndex

_ATTEMPTS = 3
# SQLite takes no more than some thousands of values in one query.
_TOGETHER = 500
Term = ox.NamedNode | ox.BlankNode | ox.Literal
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class Engine(Protocol):
    """Whatever answers SPARQL queries over the union of the named graphs."""

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Results:
        """Run a query with variables bound to terms."""

    def close(self) -> None:
        """Let go of files and connections."""


class EmbeddedEngine:
    """An Oxigraph store on disk, opened read-only."""

    def __init__(self, folder: Path) -> None:
        """Open the store in a folder."""
        self.folder = folder
        self.store = ox.Store.read_only(str(folder))

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Results:
        """Run a query; only variables that the SELECT clause projects can be bound."""
        terms = {ox.Variable(name): term for name, term in (bindings or {}).items()}
        try:
            return self.store.query(text, use_default_graph_as_union=True, substitutions=terms)  # type: ignore[arg-type]
        except SyntaxError as error:
            raise QueryError(
                f"the query does not parse: {error}", "See https://www.w3.org/TR/sparql11-query/."
            ) from None

    def close(self) -> None:
        """Close the files."""
        del self.store


class GraphStore:
    """One generation of a workspace's graph, open for reading until it is closed."""

    def __init__(self, workspace: Workspace, generation: Path, engine: Engine, handle: int) -> None:
        """Use ``open_store`` instead."""
        self.workspace, self.generation, self.engine = workspace, generation, engine
        self._handle = handle

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Results:
        """Run a SPARQL query over the union of all named graphs.

        Args:
            text: SPARQL 1.1; it can read, and nothing else.
            bindings: terms for variables (named without ``?``) that the SELECT clause projects.

        Raises:
            QueryError: it does not parse, does more than read this graph, or the engine refuses it.
        """
        if type(text) is not Vetted:
            from kg.query.guard import check_query

            check_query(text)
        return self.engine.query(text, bindings)

    @cached_property
    def names(self) -> "NameIndex":
        """Return the index of names."""
        from kg.store.names import NameIndex

        return NameIndex(self.side, self.workspace.base, self._find_types)

    def search_words(self, text: str, limit: int = 20) -> list[tuple[str, str, float]]:
        """Return statement, report and score (0.0 to 1.0) of the quotations and gists that fit some words best."""
        from kg.store.words import search_words

        return search_words(self.side, text, limit)

    def told(self, statements: Sequence[str]) -> dict[str, dict[str, str]]:
        """Return what reports say in their sources' words, by statement and report, where the texts are kept.

        Args:
            statements: their IRIs; those whose gist or quotation tells all are not in the result.
        """
        found: dict[str, dict[str, str]] = {}
        if self._tells:
            for start in range(0, len(statements), _TOGETHER):
                part = statements[start : start + _TOGETHER]
                query = f"SELECT statement, report, text FROM told WHERE statement IN ({', '.join('?' * len(part))})"
                for statement, report, text in self.side.execute(query, part):
                    found.setdefault(statement, {})[report] = text
        return found

    @cached_property
    def _tells(self) -> bool:
        return self.side.execute("SELECT 1 FROM told LIMIT 1").fetchone() is not None

    @cached_property
    def side(self) -> "sqlite3.Connection":
        """Return the open side tables (see ``kg.store.side`` for their columns)."""
        from kg.store.tables import open_tables

        return open_tables(self.generation / SIDE)

    @cached_property
    def manifest(self) -> Manifest:
        """Return the record of what the generation was built from."""
        found = read_manifest(self.generation / MANIFEST)
        if found is None:
            raise StoreError(f"{self.generation / MANIFEST} is damaged", "Run `kg build --full`.")
        return found

    @property
    def catalogue_path(self) -> Path:
        """Return the file with the parsed headers of the query files; it may be absent."""
        return self.generation / CATALOGUE

    def close(self) -> None:
        """Close the files; harmless when called twice."""
        if self._handle >= 0:
            self.engine.close()
            if "side" in self.__dict__:
                self.side.close()
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> "GraphStore":
        """Return the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    def _find_types(self, iri: str) -> tuple[str, ...]:
        try:
            subject = ox.NamedNode(iri)
        except ValueError:
            return ()
        rows = self.query(Vetted("SELECT ?thing ?type WHERE { ?thing a ?type }"), {"thing": subject})
        assert isinstance(rows, ox.QuerySolutions)
        return tuple(sorted({row["type"].value for row in rows if isinstance(row["type"], ox.NamedNode)}))


def open_store(
    workspace: Workspace, *, refresh: bool = True, warn: Callable[[str], None] = say_on_stderr
) -> GraphStore:
    """Open the graph of a workspace for reading, up to date with its files.

    Args:
        workspace: whose graph.
        refresh: notice changed files and load them again; off, the store is taken as it is.
        warn: called with a line of talk, such as that a broken file left the former store in use.

    Raises:
        StoreError: there is no store and none can be built, or a newer version wrote it.
        TurtleError: a file does not parse and there is no former store.
    """
    layout = Layout(workspace.derived_dir)
    for _ in range(_ATTEMPTS):
        generation = _up_to_date(workspace, layout, refresh, warn)
        try:
            handle = hold(generation)
        except FileNotFoundError:
            continue  # two builds finished since the pointer was read
        try:
            return GraphStore(workspace, generation, _engine(workspace, layout, generation, warn), handle)
        except (OSError, RuntimeError) as error:
            os.close(handle)
            raise StoreError(f"{generation}: {error}", "Make it anew with `kg build --full`.") from None
    raise StoreError(f"{layout.folder} keeps changing", "Wait until the builds have finished.")


def _engine(workspace: Workspace, layout: Layout, generation: Path, warn: Callable[[str], None]) -> Engine:
    if workspace.store_url is None:
        return EmbeddedEngine(generation / ENGINE)
    from kg.store.endpoint import EndpointEngine
    from kg.store.upload import find_pending, query_address, scope_of

    manifest = read_manifest(generation / MANIFEST) or Manifest(ox.__version__, workspace.base)
    if find_pending(workspace, manifest, layout.folder):
        warn(f"Warning: {workspace.store_url} does not hold the files as they are now. Run `kg build`.")
    return EndpointEngine(query_address(workspace.store_url), scope_of(workspace, manifest, layout.folder))


def _up_to_date(workspace: Workspace, layout: Layout, refresh: bool, warn: Callable[[str], None]) -> Path:
    former = layout.current()
    manifest = read_manifest(former / MANIFEST) if former else None
    if former is None or manifest is None:
        from kg.store.builder import build

        return build(workspace, progress=_only_waiting(warn)).generation
    if not refresh:
        return former
    changes = None
    try:
        changes = find_changes(workspace, manifest)
        if not changes and not changes.has_new_stats:
            return former
        from kg.store.builder import build_locked

        with layout.lock(wait=False) as is_held:
            if is_held:
                return build_locked(workspace, layout, lambda text: None).generation
        if changes:
            warn("Another process is building; this answer comes from the former store.")
    except KgError as error:
        # Times that could not be noted are no reason to trouble anybody.
        if changes is None or changes:
            warn(f"Warning: {error}\nThis answer comes from the former store.")
    return former


def _only_waiting(warn: Callable[[str], None]) -> Callable[[str], None]:
    return lambda text: warn(text) if text.startswith("Waiting") else None

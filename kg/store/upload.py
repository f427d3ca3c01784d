"""Keeping the graphs of a SPARQL server up to date by the graph store protocol."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit, urlunsplit

from kg.errors import QueryError, StoreError
from kg.store.layout import cannot_write, write_atomically
from kg.store.manifest import Manifest
from kg.store.meta import META, meta_quads
from kg.store.scope import Scope, Survey, choose_scope, is_undivided, others, survey
from kg.store.server import Server
from kg.workspace import Workspace

UPLOADED = "uploaded.json"
# Where servers take graphs, by how their address for queries ends.
_KNOWN_ENDS = {"/query": "/store", "/sparql": "/sparql-graph-crud-auth", "": "/store", "/": "/store"}


@dataclass(frozen=True)
class Pending:
    """What a server lacks: IRIs of graphs to send with their digests, and of graphs to remove."""

    sent: dict[str, str]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        """Say whether there is anything to do."""
        return bool(self.sent or self.removed)


def find_pending(workspace: Workspace, manifest: Manifest, folder: Path) -> Pending:
    """Compare a manifest with what was noted of earlier uploads.

    Args:
        workspace: with the address of the server.
        manifest: of the local store.
        folder: where the note lies.
    """
    wanted = _digests(manifest)
    there = _read_note(folder / UPLOADED, workspace).graphs
    sent = {graph: digest for graph, digest in wanted.items() if there.get(graph) != digest}
    return Pending(sent, tuple(sorted(there.keys() - wanted.keys())))


def upload(
    workspace: Workspace, manifest: Manifest, folder: Path, say: Callable[[str], None], *, full: bool = False
) -> Pending:
    """Send the graphs that changed, remove those that are gone, and note each; a later run goes on where one broke off.

    Args:
        workspace: with the address of the server.
        manifest: of the local store, whose files have been checked.
        folder: where the note of earlier uploads lies.
        say: called with a line of talk for each graph.
        full: send every graph, whatever was noted.

    Returns:
        What was done.

    Raises:
        StoreError: the server cannot be reached, wants credentials, or fails.
    """
    # An address that does not tell where graphs go is refused before the note is touched.
    graphs_address(workspace)
    note = folder / UPLOADED
    if full:
        note.unlink(missing_ok=True)
    pending = find_pending(workspace, manifest, folder)
    there = _read_note(note, workspace)
    if not pending and there.name:
        return pending
    try:
        _send(workspace, manifest, pending, there, note, say)
    except OSError as error:
        raise cannot_write(folder, error) from None
    return pending


def _send(
    workspace: Workspace, manifest: Manifest, pending: Pending, there: "_Note", note: Path, say: Callable[[str], None]
) -> None:
    server, address = Server(), graphs_address(workspace)
    paths = {workspace.graph_iri(path): path for path in workspace.turtle_files()}
    for graph in pending.removed:
        say(f"Removing <{graph}> from the server")
        _remove(server, address, graph)
        there.graphs.pop(graph)
        _write_note(note, workspace, there)
    for graph, digest in pending.sent.items():
        say(f"Sending <{graph}>")
        data: bytes | Path = paths[graph] if graph in paths else _meta_turtle(manifest)
        _put(server, address, graph, data)
        there.graphs[graph] = digest
        _write_note(note, workspace, there)
    found = survey(server, query_address(workspace.store_url or ""))
    _compare(manifest, found, say)
    foreign = others(found, list(there.graphs))
    if foreign and is_undivided(found.name):
        say(f"Warning: the server also holds {len(foreign)} graphs of others, such as <{foreign[0]}>; answers draw")
        say("on them, too. Give the workspace a server of its own.")
    _write_note(note, workspace, there._replace(name=found.name, foreign=foreign))


def graphs_address(workspace: Workspace) -> str:
    """Return where a server takes graphs.

    Raises:
        StoreError: ``kg.toml`` does not say, and it does not follow from the address for queries.
    """
    if workspace.graphs_url:
        return workspace.graphs_url
    parts = urlsplit(workspace.store_url or "")
    for end, graphs in _KNOWN_ENDS.items():
        if parts.path == end or (end.strip("/") and parts.path.endswith(end)):
            return urlunsplit(parts._replace(path=parts.path.removesuffix(end) + graphs, query=""))
    raise StoreError(
        f"where {workspace.store_url} takes graphs is not known",
        'Add graphs = "https://..." (its address for the SPARQL 1.1 graph store protocol) to [graph] in kg.toml.',
    )


def query_address(url: str) -> str:
    """Return the address for queries: a bare host means Oxigraph's.

    >>> query_address("http://127.0.0.1:7878")
    'http://127.0.0.1:7878/query'
    """
    return url.rstrip("/") + "/query" if urlsplit(url).path in ("", "/") else url


def scope_of(workspace: Workspace, manifest: Manifest, folder: Path) -> Scope:
    """Return how the server is told to answer over the workspace's graphs.

    Args:
        workspace: with the address of the server.
        manifest: of the local store.
        folder: where the note of earlier uploads lies.
    """
    if workspace.is_union:
        return Scope()
    note = _read_note(folder / UPLOADED, workspace)
    return choose_scope(note.name, [*(entry.graph for entry in manifest.files), manifest.base + META], note.foreign)


class _Note(NamedTuple):
    graphs: dict[str, str]
    name: str = ""
    foreign: list[str] | None = None


def _compare(manifest: Manifest, found: Survey, say: Callable[[str], None]) -> None:
    for entry in manifest.files:
        there = entry.triples if found.counts is None else found.counts.get(entry.graph, 0)
        if there != entry.triples:
            say(f"Warning: {entry.path} has {entry.triples} triples, and the server holds {there} of them.")


def _put(server: Server, address: str, graph: str, data: bytes | Path) -> None:
    try:
        server.send("PUT", _with_graph(address, graph), data, {"Content-Type": "text/turtle"})
    except QueryError as error:
        raise StoreError(f"<{graph}> was not taken: {error.message}", "The graphs before it are up to date.") from None


def _remove(server: Server, address: str, graph: str) -> None:
    try:
        server.send("DELETE", _with_graph(address, graph))
    except StoreError as error:
        # Gone already is as good as removed.
        if "(404)" not in error.message:
            raise


def _with_graph(address: str, graph: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}graph={quote(graph, safe='')}"


def _digests(manifest: Manifest) -> dict[str, str]:
    digests = {entry.graph: entry.sha256 for entry in manifest.files}
    digests[manifest.base + META] = sha256(_meta_turtle(manifest)).hexdigest()
    return digests


def _meta_turtle(manifest: Manifest) -> bytes:
    return b"".join(f"{quad.triple} .\n".encode() for quad in meta_quads(manifest))


def _read_note(path: Path, workspace: Workspace) -> _Note:
    try:
        note = json.loads(path.read_bytes())
        # Another server knows nothing of what was sent to this one.
        if note["store"] == workspace.store_url:
            return _Note(dict(note["graphs"]), str(note["name"]), note["foreign"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return _Note({})


def _write_note(path: Path, workspace: Workspace, note: _Note) -> None:
    write_atomically(path, json.dumps({"store": workspace.store_url, **note._asdict()}, indent=0))

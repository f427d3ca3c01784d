"""The network in Python: as networkx has it, and as a page that a notebook shows."""

from collections.abc import Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from kg.errors import KgError
from kg.model import Entity

if TYPE_CHECKING:
    import networkx as nx

    from kg.query.part import Part
    from kg.show.page import Page
    from kg.store import GraphStore

Names = str | Entity | Sequence[str | Entity]
# Scripts, so that the page can be used, and its own downloads; nothing of the notebook around it.
_SANDBOX = "allow-scripts allow-downloads"
_HEIGHT_PX = 760


class Asked(TypedDict, total=False):
    """What part of the record to draw, as for ``kg view``; a thing may be an id, a label, an alias or an ``Entity``."""

    incident: Names
    person: Names
    act: Names
    origin: Names
    since: str | date
    until: str | date
    depth: int


class NetworkView:
    """A page of the network: a notebook shows it in a sandbox, ``save`` writes it to a file.

    ``network`` is the networkx graph, ``notes`` tell what the page leaves out or shows on demand.
    """

    def __init__(self, network: "nx.MultiDiGraph[str]", page: "Page") -> None:
        """Hold a network and its page; ``RecordGraph.view`` makes them."""
        self.network, self._page = network, page

    @property
    def html(self) -> str:
        """Return the whole page."""
        return self._page.html

    @property
    def notes(self) -> tuple[str, ...]:
        """Return sentences on what the page leaves out or shows on demand."""
        return self._page.notes

    def save(self, path: str | Path) -> Path:
        """Write the page to a file, which takes its name only when it is complete; return its path.

        Raises:
            KgError: the file cannot be written.
        """
        target = Path(path).resolve()
        draft = target.with_name(f".{target.name}.tmp")
        try:
            draft.write_text(self.html, encoding="utf-8", newline="")
            draft.replace(target)
        except OSError as error:
            draft.unlink(missing_ok=True)
            hint = "Name a file in a folder that can be written."
            raise KgError(f"{path}: cannot be written: {error.strerror or error}", hint) from None
        return Path(path)

    def __repr__(self) -> str:
        """Name the size."""
        edges = self.network.number_of_edges()
        return f"<NetworkView: {len(self.network):,} nodes, {edges:,} lines, {self._page.size_bytes:,} bytes>"

    def _repr_html_(self) -> str:
        # Inside a sandbox of its own: the page can neither see the notebook nor be styled by it.
        return (
            f'<iframe title="Network" sandbox="{_SANDBOX}" srcdoc="{escape(self.html)}" '
            f'style="width:100%;height:{_HEIGHT_PX}px;border:0"></iframe>'
        )


def read_part(store: "GraphStore", asked: Asked) -> "Part":
    """Read the part of the record that is asked for."""
    from kg.query.part import load_part
    from kg.query.scope import PARAMETERS, resolve_scope

    unknown = set(asked) - set(Asked.__annotations__)
    if unknown:
        raise TypeError(f"unexpected {', '.join(sorted(unknown))}; expected {', '.join(Asked.__annotations__)}")
    typed = {name: _typed(asked.get(name)) for name in PARAMETERS}
    return load_part(store, resolve_scope(store, typed, asked.get("depth", 1)))


def make_network(part: "Part", edges: str | None, *, metrics: bool) -> "nx.MultiDiGraph[str]":
    """Make the network of a part of the record."""
    from kg.show.metrics import add_metrics
    from kg.show.projection import draw

    network = draw(edges, part.statements, part.ties, part.involved, part.acts)
    network.graph["scope"] = part.words
    if metrics:
        add_metrics(network)
    return network


def make_view(store: "GraphStore", part: "Part", network: "nx.MultiDiGraph[str]", title: str) -> NetworkView:
    """Make the page of a network."""
    from kg.query.surroundings import load_surroundings
    from kg.show.page import write_page
    from kg.show.statements import reading_key

    heading = title or (store.workspace.name or "Record") + (f": {part.words}" if part.words else "")
    surroundings = load_surroundings(store)
    page = write_page(network, part.statements, heading, reading_key(part.statements), surroundings=surroundings)
    return NetworkView(network, page)


def _typed(value: Any) -> str | tuple[str, ...] | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Entity):
        return value.iri
    if isinstance(value, date):
        return value.isoformat()[:10]
    return tuple(one.iri if isinstance(one, Entity) else str(one) for one in value)

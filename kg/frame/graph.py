"""The record as an rdflib data set with typed questions."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NoReturn, Unpack

import pyoxigraph as ox
from rdflib import Dataset
from rdflib.query import Result

from kg.frame.readonly import ReadOnlyStore, refuse
from kg.frame.rows import Listing, RecordRows, html_table, to_term
from kg.frame.select import Selection, resolve
from kg.model import Entity, Figure, Report, Statement, Tenure
from kg.namespaces import PREFIXES, expand
from kg.store.layout import ENGINE

if TYPE_CHECKING:
    import networkx as nx

    from kg.frame.network import Asked, NetworkView
    from kg.store import GraphStore

Named = str | Entity
Day = str | date
# Words that rdflib's own query understands; any other keyword is a parameter of the query.
_RDFLIB = ("processor", "result", "initNs", "initBindings", "use_store_provided", "DEBUG")


def open_graph(path: str | Path | None = None) -> "RecordGraph":
    """Open the record for reading, up to date with its files.

    Args:
        path: a folder in a workspace; None takes the current one, or, outside any, the graph that is shipped.

    Raises:
        WorkspaceError: the folder does not exist, or its ``kg.toml`` is broken.
        StoreError: there is no store and none can be built.
    """
    from kg.store import open_store
    from kg.workspace import find_workspace

    return RecordGraph(open_store(find_workspace(Path(path) if path is not None else None)))


class RecordGraph(Dataset):
    """The whole record: an rdflib data set (its default graph is the union of all graphs) that can only be read.

    Things may be given by id, label, alias or as an ``Entity``; a name that several bear, or nobody, is an error that
    lists what comes near. Days are ``datetime.date`` or ISO text.
    """

    def __init__(self, store: "GraphStore") -> None:
        """Wrap an open store; ``open_graph`` opens one."""
        self.record = store
        # With a server, triples are read from the local copy of what it was sent, and queries go to the server.
        engine = getattr(store.engine, "store", None) or ox.Store.read_only(str(store.generation / ENGINE))
        super().__init__(store=ReadOnlyStore(engine), default_union=True)
        for prefix, namespace in (PREFIXES | {"id": store.workspace.base}).items():
            self.bind(prefix, namespace, replace=True)

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> RecordRows:
        """Run a query of the catalogue by its name, or SPARQL.

        Args:
            query_object: a name such as ``who-said-what``, or the text of a query.
            args: as in rdflib.
            kwargs: parameters of the query: ``incident="foreign-prisoners-2006"``; for SPARQL text the values of
                projected variables. rdflib's own ``initBindings`` and ``initNs`` work, too.

        Raises:
            UnknownQueryError: no query has that name.
            ParameterError: a value names nothing, or several things.
            QueryError: the query does not parse.
        """
        if isinstance(query_object, str) and not any(char.isspace() or char in "{}" for char in query_object.strip()):
            return self._run_named(query_object.strip(), kwargs)
        own = {name: kwargs.pop(name) for name in list(kwargs) if name not in _RDFLIB}
        bindings = {**(kwargs.pop("initBindings", None) or {}), **{name: to_term(value) for name, value in own.items()}}
        return self._run_text(query_object, args, {**kwargs, "initBindings": bindings})

    def find(self, name: str, kind: str | None = None) -> Listing[Entity]:
        """Return the things that bear a name; ``kind`` narrows to a class such as ``kg:Person``."""
        return Listing(self.record.names.lookup(name, expand(kind) if kind else None))

    def people(self) -> Listing[Entity]:
        """Return every person, by label."""
        return self._instances("kg:Person")

    def organisations(self) -> Listing[Entity]:
        """Return every organisation, by label."""
        return self._instances("kg:Organisation")

    def incidents(self) -> Listing[Entity]:
        """Return every incident, by label."""
        return self._instances("kg:Incident")

    def sources(self) -> Listing[Entity]:
        """Return every source, by label."""
        return self._instances("kg:Source")

    def posts(self, on: Day | None = None) -> Listing[Tenure]:
        """Return who held which post, by post and start; ``on`` keeps what was held on that day."""
        return Listing(self._select.tenures(on=on))

    def who_held(self, post: Named, on: Day | None = None) -> Listing[Tenure]:
        """Return who held a post, on a day or ever; a hand-over day belongs to both."""
        return Listing(self._select.tenures(post=resolve(self.record, post, "kg:Post"), on=on))

    def statements(
        self,
        *,
        speaker: Named | None = None,
        incident: Named | None = None,
        act: Named | None = None,
        since: Day | None = None,
        until: Day | None = None,
    ) -> Listing[Statement]:
        """Return statements, oldest first, with all their reports.

        Args:
            speaker: who said it; a spokesman's words are not those of whom he speaks for.
            incident: what it is about; parts of it included.
            act: what saying it does, such as ``blames``.
            since: keep what may have been said on this day or later.
            until: keep what may have been said on this day or earlier.
        """
        return Listing(
            self._select.statements(
                {
                    "speaker": resolve(self.record, speaker, "kg:Agent"),
                    "incident": resolve(self.record, incident, "kg:Incident"),
                    "act": resolve(self.record, act, "kg:Act"),
                },
                since,
                until,
            )
        )

    def search(self, words: str, limit: int = 20) -> Listing[Statement]:
        """Return the statements whose quotations or gists fit some words best."""
        return Listing(self._select.load([row[0] for row in self.record.search_words(words, limit)]))

    def reports(self, statement: str | Statement) -> Listing[Report]:
        """Return every report of a statement, given as an id or as itself."""
        if isinstance(statement, Statement):
            return Listing(statement.reports)
        return Listing(report for found in self._select.load([self._iri(statement)]) for report in found.reports)

    def figures(self, incident: Named | None = None) -> Listing[Figure]:
        """Return the figures on record, those about an incident and its parts if one is given."""
        return Listing(self._select.figures(resolve(self.record, incident, "kg:Incident")))

    def network(
        self, *, edges: str | None = None, metrics: bool = False, **asked: "Unpack[Asked]"
    ) -> "nx.MultiDiGraph[str]":
        """Return who does what to whom by saying it, as a networkx graph.

        Nodes are IRIs with ``label``, ``kind`` and ``statements``; edges carry ``act``, ``polarity``, ``statements``
        (ids, for ``statements`` and ``reports``), ``earliest``, ``latest``, ``spells`` and ``facts``.

        Args:
            edges: ``speakers``, ``incidents`` or ``agencies`` for a projection, as for ``kg view --edges``.
            metrics: give every node its ``betweenness``, ``degree``, ``said`` and ``received``.
            asked: ``incident``, ``person``, ``act``, ``origin``, ``since``, ``until``, ``depth``; several things of a
                kind may be given in a list.

        Raises:
            ParameterError: a name means nothing or several things.

        >>> import kg
        >>> with kg.open_graph() as graph:
        ...     network = graph.network(person="David Davis", act=["blames", "criticises"])
        >>> sorted(network.nodes[end]["label"] for _, end in network.edges())[0]
        'Charles Clarke'
        """
        from kg.frame.network import make_network, read_part

        return make_network(read_part(self.record, asked), edges, metrics=metrics)

    def view(
        self, *, edges: str | None = None, metrics: bool = False, title: str = "", **asked: "Unpack[Asked]"
    ) -> "NetworkView":
        """Return the page of ``network(...)``: a notebook shows it, and ``save(path)`` writes it to a file.

        >>> import kg
        >>> with kg.open_graph() as graph:
        ...     graph.view(incident="dartmoor-release-2017", title="Dartmoor")._repr_html_()[:24]
        '<iframe title="Network" '
        """
        from kg.frame.network import make_network, make_view, read_part

        part = read_part(self.record, asked)
        return make_view(self.record, part, make_network(part, edges, metrics=metrics), title)

    def close(self, commit_pending_transaction: bool = False) -> None:
        """Close the store; harmless when called twice."""
        self.record.close()

    def parse(self, *_: object, **__: object) -> NoReturn:
        """Refuse: the graph can only be read."""
        refuse()

    def __enter__(self) -> "RecordGraph":
        """Return the graph itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    def __repr__(self) -> str:
        """Name the workspace and its size."""
        manifest = self.record.manifest
        name = self.record.workspace.name or "record"
        return f"<RecordGraph {name}: {manifest.triples:,} triples in {len(manifest.files)} graphs>"

    def __str__(self) -> str:
        """Return the same."""
        return repr(self)

    def _repr_html_(self) -> str:
        counts = {"people": self.people(), "organisations": self.organisations(), "incidents": self.incidents()}
        rows = [[name, str(len(found))] for name, found in counts.items()]
        return html_table(["on record", "number"], [*rows, ["triples", str(self.record.manifest.triples)]], 4)

    @property
    def _select(self) -> Selection:
        return Selection(self.record)

    def _instances(self, name: str) -> Listing[Entity]:
        return Listing(self.record.names.instances(expand(name)))

    def _iri(self, name: str) -> str:
        return name if "://" in name else self.record.workspace.base + name.removeprefix("id:")

    def _run_named(self, name: str, values: Mapping[str, Any]) -> RecordRows:
        from kg.frame.convert import to_result
        from kg.query.arguments import resolve_arguments
        from kg.query.catalogue import load_catalogue
        from kg.query.run import run

        store = self.record
        query = load_catalogue(store.workspace.query_dirs(), cache=store.catalogue_path, strict=False)[name]
        texts = {key: value.iri if isinstance(value, Entity) else str(value) for key, value in values.items()}
        return RecordRows(to_result(run(query, resolve_arguments(query, texts, store), store).result))

    def _run_text(self, text: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> RecordRows:
        from kg.frame.convert import query_error, to_result

        if self.record.workspace.store_url and isinstance(text, str):
            from oxrdflib._converter import to_ox

            bindings: Any = {str(name): to_ox(term) for name, term in kwargs["initBindings"].items()}
            return RecordRows(to_result(self.record.query(text, bindings)))
        try:
            result: Result = super().query(text, *args, **kwargs)
        except (SyntaxError, RuntimeError) as error:
            raise query_error(error) from None
        return RecordRows(result)

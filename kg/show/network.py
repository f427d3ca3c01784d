"""The network: who did what to whom by saying it, as a networkx graph."""

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kg.model import Entity, Statement
from kg.namespaces import expand
from kg.surroundings import Tie

if TYPE_CHECKING:
    import networkx as nx

KINDS = PERSON, ORGANISATION, UNNAMED, INCIDENT = ("person", "organisation", "unnamed speaker", "incident")
_CLASSES = {
    expand("kg:Person"): PERSON,
    expand("kg:UnnamedSpeaker"): UNNAMED,
    expand("kg:Organisation"): ORGANISATION,
    expand("kg:Incident"): INCIDENT,
}
# What an edge can say besides an act.
SPEAKS_ABOUT, SPEAKS_FOR, HELD_POST_IN = ("speaks-about", "speaks-for", "held-post-in")


# Start, end and key -> attributes; gathered apart, since networkx takes long to look for an edge.
Edges = dict[tuple[str, str, str], dict[str, Any]]


def build_network(
    statements: Iterable[Statement], ties: Iterable[Tie] = (), acts: Collection[str] = ()
) -> "nx.MultiDiGraph[str]":
    """Bundle statements into a network: one edge per pair, act and polarity, in the direction of the act.

    Args:
        statements: in any order.
        ties: what binds agents besides; those without both ends in the network are left out.
        acts: notations; where some are given, nothing but these acts is drawn.

    Returns:
        A directed multigraph whose nodes are IRIs. Nodes carry ``label``, ``kind`` (one of ``KINDS``) and
        ``statements`` (how many they take part in). Edges carry ``act``, ``polarity``, ``statements`` (sorted ids),
        ``spells`` (pairs of ISO dates, one per time that something was said), ``earliest`` and ``latest`` (the ends of
        all spells, or ""), and ``facts`` (sentences on what no statement carries).
        An act is done to those it is aimed at, or else to the incidents spoken of; then there are ``speaks-about``,
        ``speaks-for`` and ``held-post-in``.

    >>> ann, bob, leak = Entity("e:ann", "Ann"), Entity("e:bob", "Bob"), Entity("e:leak", "The leak")
    >>> said = Statement("s1", ann, (), None, None, None, None, False, ("blames",), (bob,), "affirmed", (leak,), "", ())
    >>> sorted(build_network([said]).edges(keys=True))
    [('e:ann', 'e:bob', 'blames affirmed'), ('e:ann', 'e:leak', 'speaks-about affirmed')]
    """
    import networkx as nx

    nodes, edges = _gather(statements, acts)
    for tie in () if acts else ties:
        if tie.start.iri in nodes and tie.end.iri in nodes:
            edge = _edge(edges, tie.start.iri, tie.end.iri, tie.kind, "affirmed")
            edge["facts"] = sorted({*edge["facts"], tie.fact})
            _widen(edge, tie.earliest, tie.latest or tie.ongoing_as_of)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_nodes_from(nodes.items())
    for (start, stop, key), edge in edges.items():
        network.add_edge(start, stop, key=key, **edge)
    return network


def _gather(statements: Iterable[Statement], acts: Collection[str]) -> tuple[dict[str, dict[str, Any]], Edges]:
    """Return the nodes and edges that statements make, each with its attributes."""
    nodes: dict[str, dict[str, Any]] = {}
    edges: Edges = {}
    taking_part: dict[str, set[str]] = {}
    for statement in sorted(statements, key=lambda one: one.id):
        for end, act, is_incident in _deeds(statement, acts):
            for thing, kind in ((statement.speaker, None), (end, INCIDENT if is_incident else None)):
                if thing.iri not in nodes:
                    nodes[thing.iri] = {"label": thing.label, "kind": kind or kind_of(thing)}
                taking_part.setdefault(thing.iri, set()).add(statement.id)
            # Whoever is reported not to have said it did not speak of anything either: the polarity stays throughout.
            edge = _edge(edges, statement.speaker.iri, end.iri, act, statement.polarity)
            if statement.id not in edge["statements"]:
                edge["statements"].append(statement.id)
                _widen(edge, statement.earliest, statement.latest)
    for iri, found in taking_part.items():
        nodes[iri]["statements"] = len(found)
    return nodes, edges


def kind_of(agent: Entity) -> str:
    """Return which of ``KINDS`` an agent is; a person where the record does not say.

    >>> kind_of(Entity("e:napo", "Napo", ("https://w3id.org/on-record/ontology#Organisation",)))
    'organisation'
    """
    return next((kind for class_, kind in _CLASSES.items() if class_ in agent.types), PERSON)


def _deeds(statement: Statement, acts: Collection[str]) -> Iterator[tuple[Entity, str, bool]]:
    """Yield what a statement does: to whom or what, which act, and whether that is an incident."""
    done = [act for act in statement.acts if not acts or act in acts]
    yield from ((agent, act, False) for agent in statement.towards for act in done)
    if not statement.towards:
        yield from ((incident, act, True) for incident in statement.about for act in done)
    if not acts:
        yield from ((agent, SPEAKS_FOR, False) for agent in statement.on_behalf_of)
        if statement.towards:
            yield from ((incident, SPEAKS_ABOUT, True) for incident in statement.about)


def _edge(edges: Edges, start: str, end: str, act: str, polarity: str) -> dict[str, Any]:
    key = (start, end, f"{act} {polarity}")
    if key not in edges:
        plain: dict[str, Any] = {"statements": [], "facts": [], "spells": [], "earliest": "", "latest": ""}
        edges[key] = {"act": act, "polarity": polarity, **plain}
    return edges[key]


def _widen(edge: dict[str, Any], earliest: str | None, latest: str | None) -> None:
    """Add a time to an edge; where only one side is known, that is the time."""
    spell = (earliest or latest or "", latest or earliest or "")
    if all(spell) and spell not in edge["spells"]:
        edge["spells"] = sorted([*edge["spells"], spell])
        edge["earliest"] = edge["spells"][0][0]
        edge["latest"] = max(end for _, end in edge["spells"])

"""What binds agents without any statement saying so: whom somebody speaks for, which posts somebody held where."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kg.model import Entity, Statement
from kg.namespaces import expand
from kg.query.records import Neighbourhood
from kg.surroundings import Tie

if TYPE_CHECKING:
    from kg.query.protocols import Queryable

_NAMED = ("rdf:type", "rdfs:label", "skos:prefLabel")


def load_ties(store: "Queryable", statements: Sequence[Statement]) -> list[Tie]:
    """Load the ties of whoever takes part in some statements.

    Those to somebody who takes part, too, and the posts in which one of the statements was made: where somebody was
    minister twenty years before is no part of the picture.

    Args:
        store: anything that answers SPARQL over the union of its named graphs.
        statements: as ``load_statements`` gives them.

    Returns:
        Ties by their start, kind, end and basis.
    """
    agents = {agent.iri: agent for one in statements for agent in (one.speaker, *one.towards, *one.on_behalf_of)}
    spoken_in = {one.spoke_as.iri for one in statements if one.spoke_as}
    graph = Neighbourhood(store)
    graph.load(agents, (*_NAMED, "kg:speaksFor"))
    graph.load((iri for agent in agents for iri in graph.all(agent, "kg:speaksFor")), _NAMED)
    ties = [
        Tie(agents[agent], client, "speaks-for", agent)
        for agent in agents
        for client in graph.entities(agent, "kg:speaksFor")
        if client.iri in agents
    ]
    held = _tenures(graph, [iri for iri, agent in agents.items() if expand("kg:Person") in agent.types])
    ties += [tie for tie in held if tie.end.iri in agents or tie.basis in spoken_in]
    return sorted(ties, key=lambda tie: (tie.start.iri, tie.kind, tie.end.iri, tie.basis))


def load_involved(store: "Queryable", incidents: Iterable[str]) -> dict[str, list[Entity]]:
    """Load the organisations that the record names as involved in incidents, by the incident's IRI."""
    graph = Neighbourhood(store)
    graph.load(incidents, ("kg:involves",))
    found = {iri: graph.all(iri, "kg:involves") for iri in list(graph.nodes)}
    graph.load({agent for agents in found.values() for agent in agents}, _NAMED)
    organisation = expand("kg:Organisation")
    entities = {iri: [graph.entity(agent) for agent in agents] for iri, agents in found.items()}
    return {iri: [agent for agent in agents if organisation in agent.types] for iri, agents in entities.items()}


def _tenures(graph: Neighbourhood, people: Sequence[str]) -> list[Tie]:
    tenures = graph.load_inverse("kg:holder", people)
    posts = {iri for tenure in tenures for iri in graph.all(tenure, "kg:post")}
    graph.load(posts, (*_NAMED, "org:postIn"))
    graph.load({iri for post in posts for iri in graph.all(post, "org:postIn")}, _NAMED)
    return [
        _tie(graph, tenure, post, body)
        for tenure in tenures
        for post in graph.all(tenure, "kg:post")
        for body in graph.entities(post, "org:postIn")
    ]


def _tie(graph: Neighbourhood, tenure: str, post: str, body: Entity) -> Tie:
    return Tie(
        start=graph.entity(graph.one(tenure, "kg:holder") or ""),
        end=body,
        kind="held-post-in",
        basis=tenure,
        post=graph.entity(post),
        earliest=graph.one(tenure, "kg:start"),
        latest=graph.one(tenure, "kg:end"),
        ongoing_as_of=graph.one(tenure, "kg:ongoingAsOf"),
    )

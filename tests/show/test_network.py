"""The network and its projections: what becomes a node, what an edge, and that nothing is lost or invented."""

from dataclasses import replace

import pytest

from kg.model import Entity, Statement
from kg.namespaces import expand
from kg.show.network import build_network, kind_of
from kg.show.projection import MODES, ProjectionError, draw, project
from kg.surroundings import Tie
from tests.show.said import BOB, BODY, CRANE, FIRE, VOICE, ann, said


def edges_of(*statements: Statement, ties: tuple[Tie, ...] = (), acts: tuple[str, ...] = ()) -> dict[str, list[str]]:
    network = build_network(statements, ties, acts)
    return {f"{a} {key} {b}": edge["statements"] for a, b, key, edge in network.edges(keys=True, data=True)}


def test_statements_are_bundled_by_speaker_act_target_and_polarity() -> None:
    assert edges_of(
        said("s1", towards=(BOB,)),
        said("s2", towards=(BOB,)),
        said("s3", acts=("defends",), towards=(BOB,)),
        said("s4", towards=(BOB,), polarity="negated"),
    ) == {
        "e:ann blames affirmed e:bob": ["s1", "s2"],
        "e:ann defends affirmed e:bob": ["s3"],
        "e:ann blames negated e:bob": ["s4"],
        "e:ann speaks-about affirmed e:fire": ["s1", "s2", "s3"],
        "e:ann speaks-about negated e:fire": ["s4"],
    }


def test_what_is_aimed_at_nobody_goes_to_what_it_is_about() -> None:
    assert edges_of(said("s1", about=(FIRE, CRANE))) == {
        "e:ann blames affirmed e:crane": ["s1"],
        "e:ann blames affirmed e:fire": ["s1"],
    }


def test_a_spokesman_speaks_for_somebody_and_says_it_himself() -> None:
    found = edges_of(said("s1", speaker=VOICE, on_behalf_of=(BODY,)))
    assert found == {"e:voice blames affirmed e:fire": ["s1"], "e:voice speaks-for affirmed e:body": ["s1"]}


def test_nothing_but_the_acts_asked_for_is_drawn() -> None:
    one = said("s1", acts=("blames", "regrets"), towards=(BOB,), on_behalf_of=(BODY,))
    assert edges_of(one, acts=("regrets",)) == {"e:ann regrets affirmed e:bob": ["s1"]}


def test_a_node_counts_each_statement_once() -> None:
    network = build_network([said("s1", acts=("blames", "accuses"), towards=(BOB,)), said("s2", speaker=BOB)])
    counts = {node: attributes["statements"] for node, attributes in network.nodes(data=True)}
    assert counts == {"e:ann": 1, "e:bob": 2, "e:fire": 2}


def test_an_edge_knows_its_times() -> None:
    early = said("s1", earliest="2020-03-01", latest="2020-03-04")
    undated = said("s2", earliest=None, latest="2020-05-01")
    edge = build_network([undated, early]).edges["e:ann", "e:fire", "blames affirmed"]
    assert edge["spells"] == [("2020-03-01", "2020-03-04"), ("2020-05-01", "2020-05-01")]
    assert (edge["earliest"], edge["latest"]) == ("2020-03-01", "2020-05-01")


def test_a_tie_needs_both_its_ends() -> None:
    held = Tie(ann(), BODY, "held-post-in", "e:mayor-2019", Entity("e:mayor", "Mayor"), "2019-05-01", "2021-05-01")
    assert "e:ann held-post-in affirmed e:body" not in edges_of(said("s1"), ties=(held,))
    network = build_network([said("s1", towards=(BODY,))], [held, replace(held, earliest="2023-01-01", latest=None)])
    edge = network.edges["e:ann", "e:body", "held-post-in affirmed"]
    assert edge["facts"] == ["Mayor, 2019-05-01 to 2021-05-01", "Mayor, 2023-01-01 to an unknown day"]
    assert edge["statements"] == []


def test_the_order_of_the_statements_changes_nothing() -> None:
    many = [said(f"s{n}", towards=(BOB,) if n % 2 else (), acts=("blames", "asks")[: n % 3]) for n in range(9)]
    for edges in (None, *MODES):
        forth, back = draw(edges, many), draw(edges, many[::-1])
        assert list(forth.nodes(data=True)) == list(back.nodes(data=True))
        assert sorted(forth.edges(keys=True, data=True)) == sorted(back.edges(keys=True, data=True))


def test_an_agent_of_an_unknown_class_is_drawn_as_a_person() -> None:
    assert kind_of(Entity("e:x", "X")) == "person"
    assert kind_of(Entity("e:x", "X", (expand("kg:Agent"), expand("kg:UnnamedSpeaker")))) == "unnamed speaker"


def test_speakers_are_bound_by_the_incidents_both_speak_of() -> None:
    network = project("speakers", [said("s1"), said("s2", speaker=BOB), said("s3", speaker=VOICE, about=(CRANE,))])
    assert {node: one["statements"] for node, one in network.nodes(data=True)} == {"e:ann": 1, "e:bob": 1, "e:voice": 1}
    ((start, end, edge),) = network.edges(data=True)
    assert (start, end, edge["facts"], edge["statements"]) == ("e:ann", "e:bob", ["The fire"], ["s1", "s2"])
    assert (edge["directed"], edge["weight"]) == (False, 1)


def test_incidents_are_bound_by_their_speakers() -> None:
    network = project("incidents", [said("s1"), said("s2", about=(CRANE,)), said("s3", speaker=BOB, about=(CRANE,))])
    ((start, end, edge),) = network.edges(data=True)
    assert (start, end, edge["facts"], edge["statements"]) == ("e:crane", "e:fire", ["Ann"], ["s1", "s2"])
    assert {one["kind"] for _, one in network.nodes(data=True)} == {"incident"}


def test_an_agency_takes_part_by_spokesmen_posts_and_being_named() -> None:
    port, watch = (Entity(f"e:{name}", name, (expand("kg:Organisation"),)) for name in ("port", "watch"))
    tenure = Entity("e:mayor-2019", "Ann, mayor")
    ties = (
        Tie(VOICE, port, "speaks-for", VOICE.iri),
        Tie(ann(), BODY, "held-post-in", tenure.iri, Entity("e:mayor", "Mayor")),
    )
    statements = [said("s1", speaker=VOICE), replace(said("s2"), spoke_as=tenure)]
    network = project("agencies", statements, ties, {FIRE.iri: [watch]})
    assert {(a, b): edge["statements"] for a, b, edge in network.edges(data=True)} == {
        ("e:body", "e:port"): ["s1", "s2"],
        ("e:body", "e:watch"): ["s2"],
        ("e:port", "e:watch"): ["s1"],
    }
    assert network.nodes["e:watch"]["statements"] == 0
    assert network.graph["own"] == {"e:port": ["s1"], "e:body": ["s2"], "e:watch": []}


def test_a_projection_that_nobody_could_hold_is_refused() -> None:
    crowd = [said(f"s{n}", speaker=Entity(f"e:p{n}", f"P{n}")) for n in range(1100)]
    with pytest.raises(ProjectionError, match="604,450 pairs") as raised:
        project("speakers", crowd)
    assert "--incident" in raised.value.hint

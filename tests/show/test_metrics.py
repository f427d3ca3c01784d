"""Who stands between whom: small networks counted by hand, large ones the same each time."""

import pytest

from kg.model import Entity
from kg.show.metrics import EXACT_NODES, add_metrics, metric_rows
from kg.show.network import build_network
from kg.show.projection import project
from kg.surroundings import Tie
from tests.show.said import BOB, BODY, CRANE, FIRE, VOICE, ann, said


def test_whoever_binds_two_others_stands_between_them() -> None:
    network = build_network([said("s1"), said("s2", speaker=BOB), said("s3", speaker=BOB, about=(CRANE,))])
    assert add_metrics(network) == "betweenness: exact"
    # ann - fire - bob - crane: of the three pairs of others, two lead through fire and two through bob.
    between = {node: round(one["betweenness"], 3) for node, one in network.nodes(data=True)}
    assert between == {"e:ann": 0, "e:fire": 0.667, "e:bob": 0.667, "e:crane": 0}
    assert {node: one["degree"] for node, one in network.nodes(data=True)} == {
        "e:ann": 1,
        "e:fire": 2,
        "e:bob": 2,
        "e:crane": 1,
    }


def test_said_and_received_count_statements_in_all_and_by_act() -> None:
    network = build_network(
        [said("s1", acts=("blames", "accuses"), towards=(BOB,)), said("s2", towards=(BOB,), polarity="withheld")]
    )
    add_metrics(network)
    assert network.nodes["e:ann"] | {"label": "", "kind": ""} == {
        "label": "",
        "kind": "",
        "statements": 2,
        "betweenness": 1.0,
        "degree": 2,
        "said": 2,
        "received": 0,
        "said_blames": 1,
        "said_not_blames": 1,
        "said_accuses": 1,
        "said_speaks-about": 1,
        "said_not_speaks-about": 1,
    }
    assert network.nodes["e:bob"]["received"] == 2


def test_a_post_held_binds_nobody() -> None:
    tie = Tie(ann(), BODY, "held-post-in", "e:t", Entity("e:p", "P"))
    network = build_network([said("s1"), said("s2", speaker=VOICE, towards=(BODY,))], [tie])
    add_metrics(network)
    assert network.nodes["e:ann"]["degree"] == 1


def test_rows_come_by_betweenness_and_have_every_column() -> None:
    network = build_network([said("s1"), said("s2", speaker=BOB, acts=("defends",))])
    add_metrics(network)
    rows = metric_rows(network)
    assert [row["label"] for row in rows] == ["The fire", "Ann", "Bob"]
    assert {tuple(row) for row in rows} == {
        (
            *("id", "label", "kind", "betweenness", "degree", "statements", "said", "received"),
            *("received_blames", "received_defends", "said_blames", "said_defends"),
        )
    }


def test_without_directions_nobody_says_anything() -> None:
    network = project("speakers", [said("s1"), said("s2", speaker=BOB)])
    add_metrics(network)
    assert list(metric_rows(network)[0]) == ["id", "label", "kind", "betweenness", "degree", "statements"]


def test_an_empty_network_has_no_rows() -> None:
    network = build_network([])
    add_metrics(network)
    assert metric_rows(network) == []


@pytest.mark.slow
def test_a_large_network_is_sampled_and_the_same_each_time() -> None:
    people = [Entity(f"e:p{n}", f"P{n}") for n in range(EXACT_NODES + 1)]
    statements = [
        said(f"s{n}", speaker=one, towards=(people[n * 7 % 50],), about=(FIRE if n % 2 else CRANE,))
        for n, one in enumerate(people)
    ]
    first, second = build_network(statements), build_network(statements[::-1])
    how = add_metrics(first)
    assert how == "betweenness: estimated from 200 of 1,003 nodes, seed 7"
    add_metrics(second)
    assert metric_rows(first) == metric_rows(second)

"""A part of the record: what each option keeps, what it refuses, and what a step around somebody adds."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ParameterError
from kg.iri import local_id
from kg.query.part import load_part
from kg.query.scope import PARAMETERS, find_statements, resolve_scope
from kg.store import GraphStore, open_store
from kg.workspace import read_workspace
from tests.harbour import write_workspace


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    folder: Path = write_workspace(tmp_path_factory.mktemp("harbour") / "ws")
    with open_store(read_workspace(folder)) as opened:
        yield opened


def found(store: GraphStore, depth: int = 1, **typed: Any) -> list[str]:
    return [local_id(iri) for iri in find_statements(store, resolve_scope(store, typed, depth))]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, "s-1 s-2 s-3 s-4 s-5"),
        ({"incident": "ferry-fire"}, "s-1 s-2 s-3"),
        ({"incident": "The harbour's failures"}, "s-1 s-2 s-3 s-4 s-5"),
        ({"incident": ("ferry-fire", "crane-fall"), "act": "blames"}, "s-1 s-5"),
        ({"person": "the mayor"}, "s-1 s-3"),
        ({"person": "Harbour Council"}, "s-3 s-4"),
        ({"person": "https://w3id.org/on-record/id/bo-baker"}, "s-1 s-2 s-5"),
        ({"person": "bo-baker", "incident": "crane-fall"}, "s-5"),
        ({"act": ["blames", "defends"]}, "s-1 s-3 s-5"),
        ({"origin": "reviewed"}, "s-2"),
        ({"origin": ("machine", "reviewed")}, "s-2 s-3"),
        ({"since": "2020-03-03"}, "s-2 s-3 s-4 s-5"),
        ({"until": "2020-03-02"}, "s-1 s-2 s-4"),
        ({"since": "2020-03", "until": "2020"}, "s-1 s-2 s-3 s-4"),
        ({"since": "2022"}, ""),
    ],
)
def test_each_option_keeps_what_fits(store: GraphStore, typed: dict[str, Any], expected: str) -> None:
    assert found(store, **typed) == expected.split()


def test_a_step_further_adds_what_is_said_around_whoever_was_met(store: GraphStore) -> None:
    assert found(store, person="ann-archer") == ["s-1", "s-3"]
    # Bo, the council and the fire were met; what they say and are told comes with the second step.
    assert found(store, 2, person="ann-archer") == ["s-1", "s-2", "s-3", "s-4", "s-5"]
    assert found(store, 2, person="ann-archer", incident="ferry-fire") == ["s-1", "s-2", "s-3"]
    assert found(store, 9, person="ann-archer", act="blames") == ["s-1", "s-5"]


@pytest.mark.parametrize(
    ("typed", "depth", "message"),
    [
        ({"incident": "ferry fyre"}, 1, "no incident is called 'ferry fyre'"),
        ({"person": "ferry-fire"}, 1, "is an incident, not an agent"),
        ({"act": "blame it"}, 1, "no act is called"),
        ({"since": "2021", "until": "2020"}, 1, "is after"),
        ({"since": "yesterday"}, 1, "is no date"),
        ({"origin": "guessed"}, 1, "no origin is called"),
        ({"person": ""}, 1, "--person is empty"),
        ({}, 2, "nothing to be counted from"),
        ({"person": "bo-baker"}, 0, "reaches nothing"),
    ],
)
def test_what_names_nothing_is_told_with_the_next_step(
    store: GraphStore, typed: dict[str, Any], depth: int, message: str
) -> None:
    with pytest.raises(ParameterError, match=message) as raised:
        resolve_scope(store, typed, depth)
    assert raised.value.hint or "is no date" in message


def test_a_scope_tells_itself_in_words(store: GraphStore) -> None:
    typed = {"incident": "ferry-fire", "person": ("the mayor", "bo-baker"), "act": "blames", "since": "2020"}
    words = resolve_scope(store, typed, 2).words
    assert words == (
        "about The ferry fire, by, to or for Ann Archer or Bo Baker, and what is said around that, 2 steps in all, "
        "act: blames, since 2020-01-01"
    )
    assert set(typed) <= set(PARAMETERS)


def test_reports_of_another_origin_are_left_out(store: GraphStore) -> None:
    part = load_part(store, resolve_scope(store, {"origin": "curated"}))
    assert {report.origin for statement in part.statements for report in statement.reports} == {"curated"}


def test_a_part_knows_posts_principals_and_whom_the_record_names_as_involved(store: GraphStore) -> None:
    part = load_part(store, resolve_scope(store, {}))
    assert [(local_id(tie.start.iri), tie.kind, local_id(tie.end.iri), tie.fact) for tie in part.ties] == [
        ("ann-archer", "held-post-in", "harbour-council", "Mayor, 2019-05-01 to 2021-05-01"),
        ("council-voice", "speaks-for", "harbour-council", "A voice of the council speaks for Harbour Council"),
    ]
    assert {local_id(iri): [local_id(body.iri) for body in bodies] for iri, bodies in part.involved.items()} == {
        "crane-fall": [],
        "ferry-fire": ["port-watch"],
    }


def test_the_classes_above_are_known(store: GraphStore) -> None:
    part = load_part(store, resolve_scope(store, {"person": "port-watch"}))
    watchdog = next(one.speaker for one in part.statements if one.speaker.label == "Port Watch")
    assert "https://w3id.org/on-record/ontology#Organisation" in watchdog.types

"""What people type for a parameter, and what becomes of it."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from kg.errors import ParameterError
from kg.namespaces import DATA
from kg.query import Query, resolve_arguments, run
from kg.query.arguments import describe_type, resolve_value
from kg.query.dates import read_date
from kg.query.definition import Param
from kg.store import GraphStore
from tests.query.hostile import INJECTIONS, shown

FLOOD = NamedNode(DATA + "zz-flood")


def names_said(said: Query, store: GraphStore, args: Mapping[str, str]) -> list[str]:
    rows = run(said, resolve_arguments(said, args, store), store)
    place = rows.columns.index("statement")
    return [str(row[place].value).removeprefix(DATA) for row in rows]  # type: ignore[union-attr]


def refusal(said: Query, store: GraphStore, args: Mapping[str, str]) -> ParameterError:
    with pytest.raises(ParameterError) as caught:
        resolve_arguments(said, args, store)
    return caught.value


@pytest.mark.parametrize(
    "value",
    [
        "zz-flood",
        "id:zz-flood",
        DATA + "zz-flood",
        f"<{DATA}zz-flood>",
        "The flood of Zzton",
        "flood of zzton",
        "ZZTON FLOODING",
        " zz-flood ",
    ],
)
def test_each_way_to_name_a_thing(said: Query, store: GraphStore, value: str) -> None:
    assert resolve_arguments(said, {"incident": value}, store)["_incident_iri"] == FLOOD
    assert names_said(said, store, {"incident": value}) == ["zz-s1", "zz-s2"]


def test_a_concept_goes_by_its_notation_label_or_verb_form(said: Query, store: GraphStore) -> None:
    for value in ("blames", "act:blames", "blamed"):
        assert names_said(said, store, {"incident": "zz-flood", "act": value}) == ["zz-s2"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"since": "2006-04-25"}, ["zz-s1", "zz-s2"]),
        ({"since": "2006-04-26"}, ["zz-s2"]),
        ({"since": "2006-05"}, ["zz-s2"]),
        ({"until": "2006-04"}, ["zz-s1"]),
        ({"until": "2006"}, ["zz-s1", "zz-s2"]),
        ({"since": "2006", "until": "2006-04-25"}, ["zz-s1"]),
        ({"on": "2006-05-01"}, ["zz-s2"]),
        ({"word": "sorry"}, ["zz-s1"]),
        ({"word": "%"}, []),
        ({"speaker": "zz-bo-butcher"}, ["zz-s2"]),
        ({"speaker": "the lady mayor"}, ["zz-s1"]),
        ({"n": "20"}, ["zz-s2"]),
    ],
)
def test_values_narrow_the_answer(said: Query, store: GraphStore, more: dict[str, str], expected: list[str]) -> None:
    assert names_said(said, store, {"incident": "zz-flood", **more}) == expected


def test_a_default_stands_for_a_missing_value(said: Query, store: GraphStore) -> None:
    assert resolve_arguments(said, {"incident": "zz-fire"}, store) == {
        "_incident_iri": NamedNode(DATA + "zz-fire"),
        "_n_integer": Literal(0),
    }


def test_a_missing_value_says_how_to_give_it(said: Query, store: GraphStore) -> None:
    error = refusal(said, store, {})
    assert error.message == "zz-said needs --incident"
    assert error.hint == "For example: kg query zz-said --incident zz-flood"


def test_an_unknown_parameter_lists_the_known(said: Query, store: GraphStore) -> None:
    error = refusal(said, store, {"incident": "zz-flood", "incidnt": "x"})
    assert error.message == "zz-said has no parameter 'incidnt'"
    assert error.hint.startswith("Its parameters: --incident, --speaker")


def test_a_wrong_name_lists_the_near_ones(said: Query, store: GraphStore) -> None:
    error = refusal(said, store, {"incident": "Zzton flod"})
    assert error.message == "no incident is called 'Zzton flod'"
    assert "Did you mean:\n  --incident zz-flood  (The flood of Zzton, incident)" in error.hint


def test_a_name_of_several_things_lists_them_all(said: Query, store: GraphStore) -> None:
    error = refusal(said, store, {"incident": "zz-flood", "speaker": "zz clerk"})
    assert error.message == "'zz clerk' could be 2 things"
    assert "--speaker zz-ann-archer  (Ann Archer, person)" in error.hint
    assert "--speaker zz-bo-butcher  (Bo Butcher, person)" in error.hint


@pytest.mark.parametrize("value", ["Bo Butcher", "zz-bo-butcher", "id:zz-bo-butcher", DATA + "zz-bo-butcher"])
def test_a_thing_of_another_kind_says_what_it_is(said: Query, store: GraphStore, value: str) -> None:
    assert refusal(said, store, {"incident": value}).message == f"{value!r} is a person, not an incident"


def test_a_wrong_concept_lists_what_there_is(said: Query, store: GraphStore) -> None:
    error = refusal(said, store, {"incident": "zz-flood", "act": "qqqqqqqq"})
    assert error.message == "no act is called 'qqqqqqqq'"
    assert "apologises" in error.hint
    assert "blames" in error.hint


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ({"since": "2006-02-30"}, "--since '2006-02-30' is a day that no calendar has: write one such as 2006-04-25"),
        ({"since": "0000"}, "a year that no calendar has: write one such as 2006"),
        ({"since": "2006-13"}, "a month that no calendar has: write one such as 2006-04"),
        ({"since": "25 April 2006"}, "is no date: write 2006-04-25"),
        ({"since": "٢٠٠٦"}, "is no date"),
        ({"on": "2006"}, "is a whole year, and a day is needed"),
        ({"on": "2006-04"}, "is a whole month, and a day is needed"),
        ({"since": "2007", "until": "2006"}, "--since 2007-01-01 is after --until 2006-12-31"),
        ({"n": "many"}, "is no whole number"),
        ({"n": "1.5"}, "is no whole number"),
        ({"n": "9" * 30}, "is no whole number"),
        ({"word": " "}, "--word is empty"),
        ({"speaker": ""}, "--speaker is empty"),
        ({"word": "\ud800"}, "is no UTF-8 text"),
    ],
)
def test_values_that_are_none(said: Query, store: GraphStore, args: dict[str, str], words: str) -> None:
    assert words in refusal(said, store, {"incident": "zz-flood", **args}).message


@pytest.mark.parametrize("name", ["incident", "speaker", "act", "since", "until", "on", "n"])
@pytest.mark.parametrize("value", INJECTIONS, ids=shown)
def test_injected_values_name_nothing(said: Query, store: GraphStore, name: str, value: str) -> None:
    before = list(store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))  # type: ignore[arg-type]
    try:
        found = names_said(said, store, {"incident": "zz-flood", name: value})
    except ParameterError:
        found = []
    # "-1"-like numbers and the like may be values after all; nothing may widen the answer.
    assert set(found) <= {"zz-s1", "zz-s2"}
    assert not found or name == "n"
    assert list(store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")) == before  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [value for value in INJECTIONS if value != '"'], ids=shown)
def test_injected_words_are_words(said: Query, store: GraphStore, value: str) -> None:
    try:
        assert names_said(said, store, {"incident": "zz-flood", "word": value}) == []
    except ParameterError as error:
        assert "UTF-8" in error.message  # noqa: PT017 - the only refusal of a text


def test_words_are_taken_literally(said: Query, store: GraphStore) -> None:
    for word in ('"nothing"', "100 %", "; "):
        assert names_said(said, store, {"incident": "zz-fire", "word": word}) == ["zz-s3"]


@given(st.dates())
def test_a_day_is_itself(day: object) -> None:
    for name in ("since", "until", "on"):
        assert read_date(str(day), name) == str(day)


@given(st.integers(1, 9999), st.integers(1, 12))
def test_bounds_hold_their_month(year: int, month: int) -> None:
    text = f"{year:04}-{month:02}"
    first, last = read_date(text, "since"), read_date(text, "until")
    assert first == f"{text}-01"
    assert first[:7] == last[:7]
    assert last[8:] in ("28", "29", "30", "31")
    assert read_date(text[:4], "since") <= first < last <= read_date(text[:4], "until")


def test_types_in_words() -> None:
    assert describe_type("kg:Act") == "an act"
    assert describe_type("https://example.org/ns#TownHall") == "a town hall"


def test_a_class_of_the_workspaces_own(store: GraphStore) -> None:
    param = Param("x", "http://www.w3.org/2004/02/skos/core#Concept", True, "_x_iri")
    assert resolve_value(param, "act:blames", store) == NamedNode("https://w3id.org/on-record/act#blames")

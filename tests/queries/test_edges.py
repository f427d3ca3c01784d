"""What the shipped graph holds no case of: conflicts, long chains, several of everything, gaps."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.query import load_catalogue, resolve_arguments, run
from kg.store import GraphStore, open_store
from kg.workspace import find_workspace
from tests.queries.goldens import FOLDER, QUERIES

Rows = list[dict[str, str]]
Ask = Callable[..., Rows]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    folder = tmp_path_factory.mktemp("edges")
    (folder / "kg.toml").write_text('[workspace]\nname = "Edges"\n')
    (folder / "seeds").mkdir()
    shutil.copy(FOLDER / "edges.ttl", folder / "seeds")
    with open_store(find_workspace(folder)) as opened:
        yield opened


@pytest.fixture(scope="module")
def ask(store: GraphStore) -> Ask:
    catalogue = load_catalogue([QUERIES])

    def asked(name: str, **arguments: str) -> Rows:
        query = catalogue[name]
        things = {key for key in arguments if query.params[key].type.startswith("kg:")}
        given = {key: f"edge-{value}" if key in things else value for key, value in arguments.items()}
        rows = run(query, resolve_arguments(query, given, store), store)
        return [dict(zip(rows.columns, map(local, row), strict=True)) for row in rows]

    return asked


def local(term: Any) -> str:
    return "" if term is None else str(term.value).rpartition("edge-")[2]


def pairs(rows: Rows) -> set[tuple[str, str]]:
    return {(row["figure"], row["other"]) for row in rows}


def test_lists_are_sorted_and_each_report_is_one_row(ask: Ask) -> None:
    first, second = (row for row in ask("who-said-what", incident="flood") if row["statement"] == "s1")
    assert (first["acts"], first["towards_name"]) == ("blames, warns", "Bob Baker, Water Board")
    assert first["about_name"] == "The alarm that stayed silent, The sluice left open"
    assert (first["quotation"], first["hedge"]) == ("asleep ... wide open", "perhaps, reportedly")
    assert (first["start"], first["end"], first["wording"], first["origin"]) == ("100", "340", "mixed", "curated")
    assert (second["quotation"], second["start"], second["origin"]) == (
        "It stood wide open and they were asleep.",
        "7",
        "machine",
    )


def test_a_statement_with_gaps_is_not_lost(ask: Ask) -> None:
    (row,) = ask("who-said-what", incident="fire")
    assert (row["statement"], row["speaker_name"], row["acts"]) == ("s5", "Rivers Office", "states")
    assert row["gist"] == row["polarity"] == row["source"] == row["quotation"] == ""


def test_what_was_not_done_counts_as_nothing_but_that(ask: Ask) -> None:
    assert {row["statement"] for row in ask("who-blamed-whom")} == {"s1"}
    assert ask("who-blamed-whom", target="ann") == []
    assert [row["statement"] for row in ask("withheld-and-negated")] == ["s2"]


def test_one_of_several_targets_is_enough(ask: Ask) -> None:
    assert {row["towards_name"] for row in ask("who-blamed-whom", target="bob")} == {"Bob Baker, Water Board"}
    assert len(ask("acts-towards", target="board", incident="alarm")) == 2
    assert ask("acts-towards", target="board", incident="fire") == []


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        ({}, {"s1", "s2", "s3", "s4"}),
        ({"since": "2020-02-15"}, {"s1"}),  # said some day in February
        ({"until": "2020-01-31"}, {"s4"}),
        ({"until": "2020-02-01"}, {"s4", "s1"}),
        ({"since": "2009-05-01", "until": "2009-05-01"}, {"s4"}),
        (
            {"since": "2009-05-02", "until": "2020-02-05"},
            {"s1"},
        ),  # s2 and s3 are known only to be no later than the 6th
    ],
)
def test_a_statement_counts_if_it_may_fall_into_the_period(ask: Ask, dates: dict[str, str], found: set[str]) -> None:
    assert {row["statement"] for row in ask("statements-between-dates", incident="flood", **dates)} == found


def test_a_chain_has_a_row_per_step(ask: Ask) -> None:
    steps = [("s3", "s4"), ("s2", "s3")]
    assert sorted((row["statement"], row["outer"]) for row in ask("report-chain")) == sorted(steps)
    assert ask("report-chain", incident="fire") == []


def test_figures_that_agree_or_conflict(ask: Ask) -> None:
    # 10 and 12; 10 and more than 10; 12 and 99 for no certain day; more than 10 and about 11 leave room for each other.
    conflicts = {("f1", "f2"), ("f1", "f3"), ("f2", "f5"), ("f4", "f5")}
    assert pairs(ask("figures-that-conflict", incident="flood")) == conflicts
    # f6 counts houses and f7 people: neither agrees with the other.
    agreed = {("f1", "f4"), ("f2", "f3"), ("f2", "f4"), ("f3", "f4"), ("f3", "f5"), ("f6", "f8")}
    assert pairs(ask("figures-that-agree", incident="flood")) == agreed


def test_figures_look_alike_within_one_incident_and_unit(ask: Ask) -> None:
    assert pairs(ask("figures-that-look-alike")) == {("f1", "f6"), ("f3", "f6")}
    assert pairs(ask("figures-that-look-alike", incident="fire")) == set()


def test_outlets_are_compared_pair_by_pair(ask: Ask) -> None:
    (row,) = ask("one-utterance-many-outlets")
    assert (row["outlet_name"], row["other_outlet_name"], row["difference"]) == ("Gazette", "Herald", "other words")
    assert row["hedge"] == "perhaps, reportedly"
    assert not row["other_hedge"]


def test_a_body_speaks_under_its_former_name_but_not_for_whom_it_handed_work_to(ask: Ask) -> None:
    assert {row["statement"] for row in ask("said-by-body", organisation="board")} == {"s4"}
    assert ask("said-by-body", organisation="rivers", incident="flood") == []
    assert {row["body"] for row in ask("organisation-names", organisation="board")} == {"board", "old-board", "rivers"}


def test_one_source_is_told_from_several(ask: Ask) -> None:
    assert {row["statement"] for row in ask("single-source-statements")} == {"s2", "s3", "s4"}


PROPOSED = """\
PREFIX act: <https://w3id.org/on-record/act#>
PREFIX id: <https://w3id.org/on-record/id/>
PREFIX kg: <https://w3id.org/on-record/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

id:n-zoe a kg:Person ; rdfs:label "Zoe Zander"@en ; rdfs:comment "the lock keeper"@en ; kg:isProposed true .
id:i-leak a kg:Incident ; rdfs:label "The leak"@en ; kg:isProposed true .
id:s-{key} a kg:Statement ; kg:speaker id:n-zoe ; kg:about id:i-leak ; kg:act act:states ; kg:polarity kg:affirmed ;
    kg:latest "2024-03-0{key}"^^xsd:date ; kg:gist "The lock leaked again."@en .
id:r-{key} a kg:Report ; kg:reports id:s-{key} ; kg:origin kg:machine ; kg:wording kg:indirect .
"""


def test_whom_several_sources_propose_has_one_row(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text('[workspace]\nname = "Twice"\n')
    (tmp_path / ".kg" / "findings").mkdir(parents=True)
    for key in "12":
        (tmp_path / ".kg" / "findings" / f"source-{key}.ttl").write_text(PROPOSED.replace("{key}", key))
    catalogue = load_catalogue([QUERIES])
    with open_store(find_workspace(tmp_path)) as twice:

        def rows(name: str, **given: str) -> list[tuple[Any, ...]]:
            return list(run(catalogue[name], resolve_arguments(catalogue[name], given, twice), twice))

        assert len(rows("people-by-statements")) == 1
        assert len(rows("person-card", person="Zoe Zander")) == 2
        assert len(rows("incidents-nobody-admitted")) == 1

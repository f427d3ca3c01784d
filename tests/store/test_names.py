"""Finding things by name, and statements by their words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.namespaces import expand
from kg.store import GraphStore
from kg.store.folding import fold
from tests.store.conftest import INCIDENTS, Write

PERSON, AGENT, INCIDENT = expand("kg:Person"), expand("kg:Agent"), expand("kg:Incident")


def _found(store: GraphStore, name: str, type_iri: str | None = None) -> list[str]:
    return [entity.iri.removeprefix(store.workspace.base) for entity in store.names.lookup(name, type_iri)]


@pytest.mark.parametrize(
    "name",
    [
        "ann-archer",
        "id:ann-archer",
        "https://w3id.org/on-record/id/ann-archer",
        "<https://w3id.org/on-record/id/ann-archer>",
        "Ann Archer",
        "ANN ARCHER",
        "  ann   archer ",
        "Ánn Archer",
        "Ann‑Archer",
        "the mayor",
        "Mayor",
        "Ann\u200e Archer",
        "Ａｎｎ Archer",
    ],
)
def test_lookup_folds_case_accents_hyphens_and_the(built: GraphStore, name: str) -> None:
    assert _found(built, name) == ["ann-archer"]


@pytest.mark.parametrize(
    "name", ["", " ", "the", "nobody", "id:", "id:nobody", "<x y>", "http://", "%", "a\x00b", "*", '"']
)
def test_lookup_of_nothing(built: GraphStore, name: str) -> None:
    assert _found(built, name) == []


def test_lookup_keeps_to_a_class_and_its_subclasses(built: GraphStore) -> None:
    assert _found(built, "council", AGENT) == ["town-council"]
    assert _found(built, "council", PERSON) == []
    assert _found(built, "flood-2020", INCIDENT) == ["flood-2020"]
    assert _found(built, "flood-2020", AGENT) == []


def test_entities_tell_their_classes_up_to_the_top(built: GraphStore) -> None:
    (entity,) = built.names.lookup("Ann Archer")
    assert entity.label == "Ann Archer"
    assert {PERSON, AGENT} <= set(entity.types)
    assert entity.types == tuple(sorted(entity.types))


def test_things_without_names_are_found_by_id(built: GraphStore) -> None:
    (entity,) = built.names.lookup("s-1")
    assert (entity.label, expand("kg:Statement") in entity.types) == ("s-1", True)
    assert built.names.lookup("s-1", PERSON) == []


def test_terms_of_vocabularies_have_no_names(built: GraphStore) -> None:
    assert _found(built, "Person") == []
    (act,) = built.names.lookup("blames", expand("kg:Act"))
    assert act.iri == expand("act:blames")


def test_an_ambiguous_name_finds_all_who_bear_it(workspace_with_two_archers: GraphStore) -> None:
    assert _found(workspace_with_two_archers, "Sam Archer") == ["sam-archer-1950", "sam-archer-1980"]
    # Whoever types the id means the one.
    assert _found(workspace_with_two_archers, "sam-archer-1980") == ["sam-archer-1980"]


def test_near_suggests_the_misspelt(built: GraphStore) -> None:
    assert built.names.near("An Archar")[0].iri.endswith("ann-archer")
    assert built.names.near("Twon Concil", AGENT)[0].iri.endswith("town-council")
    assert len(built.names.near("archer", limit=1)) == 1
    assert built.names.near("xqzzy 12345", PERSON) == []


def test_labels_lists_every_name(built: GraphStore) -> None:
    assert built.names.labels(built.workspace.base + "town-council") == ["Town Council", "The Council", "ＴＣ"]


def test_words_find_quotations_and_gists(built: GraphStore) -> None:
    def words(text: str) -> list[tuple[str, str]]:
        return [(row[0].rsplit("/")[-1], row[1].rsplit("/")[-1]) for row in built.search_words(text, 10)]

    assert words("sluices") == [("s-1", "r-1")]
    assert words("REPAIRING") == [("s-1", "")]
    assert words("nobody foreseen rust")[0] == ("s-2", "")
    assert len(words("the water rust")) == 3
    assert words('"to rust"') == [("s-1", "r-1")]
    assert words("zebra") == words("") == words("-- ; * \" ' ( ) NEAR/2 AND OR NOT") == []


def test_scores_lie_between_0_and_1_and_fall(built: GraphStore) -> None:
    scores = [row[2] for row in built.search_words("the dyke was never left to rust by nobody", 10)]
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 <= score <= 1.0 for score in scores)


def test_limit_of_words(built: GraphStore) -> None:
    assert len(built.search_words("the", 1)) == 1
    assert len(built.search_words("the " * 1000, 10)) >= 1


@given(st.text(max_size=40))
def test_any_text_may_be_looked_up(built: GraphStore, text: str) -> None:
    built.names.lookup(text)
    built.names.near(text)
    built.search_words(text, 3)


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    folded = fold(text)
    assert fold(folded) in (folded, folded.removeprefix("the "))
    assert folded == folded.strip()
    assert not any(unicodedata.category(char) in ("Cf", "Cc") for char in folded)


@given(st.text(alphabet=st.characters(categories=("Ll", "Lu")), min_size=1, max_size=20))
def test_case_never_counts(text: str) -> None:
    assert fold(text.upper().lower()) == fold(text.upper())


@pytest.fixture
def workspace_with_two_archers(workspace: object, write: Write) -> object:
    """Return a store with two people of one name."""
    from kg.store import open_store
    from kg.workspace import Workspace

    assert isinstance(workspace, Workspace)
    write("incidents.ttl", INCIDENTS + "".join(
        f'id:sam-archer-{year} a kg:Person ; rdfs:label "Sam Archer"@en . ' for year in (1950, 1980)
    ))  # fmt: skip
    return open_store(workspace)

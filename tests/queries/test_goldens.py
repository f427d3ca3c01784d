"""Every shipped query over the shipped graph, against answers that a person has read."""

from collections import Counter
from collections.abc import Iterator

import pytest

from kg.query import Catalogue, load_catalogue
from kg.store import GraphStore, open_store
from kg.workspace import find_workspace
from tests.queries.goldens import FOLDER, QUERIES, ROOT, Case, answer, read_cases

CASES = read_cases()
HINT = "python -m tests.queries.goldens writes it anew; read each changed row against its article."


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load_catalogue([QUERIES])


@pytest.fixture(scope="module")
def store() -> Iterator[GraphStore]:
    with open_store(find_workspace(ROOT)) as opened:
        yield opened


@pytest.mark.parametrize("case", CASES, ids=str)
def test_answers_are_the_golden_ones(case: Case, shipped: Catalogue, store: GraphStore) -> None:
    assert answer(case, shipped, store).splitlines() == case.golden.read_text(encoding="utf-8").splitlines(), HINT


def test_every_query_has_a_golden_answer_with_rows(shipped: Catalogue) -> None:
    names = {query.name for query in shipped if query.path.parent.name != "checks"}
    assert len(names) >= 74
    assert {case.query for case in CASES} == names
    rows = Counter[str]()
    for case in CASES:
        rows[case.query] += case.golden.read_text(encoding="utf-8").count("\n") - 1
    # That no figures conflict is true of the five articles; test_edges has some that do.
    assert {name for name in names if not rows[name]} == {"figures-that-conflict"}


def test_no_golden_answer_is_left_over() -> None:
    found = set((FOLDER / "golden").rglob("*.csv"))
    assert len(found) == len(CASES) >= 100
    assert found == {case.golden for case in CASES}


def test_every_parameter_is_tried(shipped: Catalogue) -> None:
    tried = {(case.query, name) for case in CASES for name in case.arguments}
    declared = {(q.name, name) for q in shipped for name in q.params if q.path.parent.name != "checks"}
    assert len(declared) > 100
    # Where a query takes a speaker, a target or an incident as many others do, one of them stands for all.
    assert {name for _, name in declared} <= {name for _, name in tried}
    assert {(q.name, name) for q in shipped for name, param in q.params.items() if param.required} <= tried

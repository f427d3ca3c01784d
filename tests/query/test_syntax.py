"""Whether a query parses is asked without computing it."""

import time

import pytest

from kg.errors import QueryError
from kg.query.syntax import check_syntax

_MANY = " ".join(map(str, range(2000)))
# Each takes the engine half a minute and more, on a graph without a single triple.
HEAVY = [
    f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {_MANY} }} VALUES ?b {{ {_MANY} }} VALUES ?c {{ {_MANY} }} }}",
    f"ASK {{ VALUES ?a {{ {_MANY} }} VALUES ?b {{ {_MANY} }} VALUES ?c {{ {_MANY} }} FILTER(?a + ?b + ?c < 0) }}",
    f"SELECT * {{ VALUES ?a {{ {_MANY} }} VALUES ?b {{ {_MANY} }} VALUES ?c {{ {_MANY} }} }} ORDER BY ?c",
]


@pytest.mark.parametrize("text", HEAVY, ids=["count", "ask", "order"])
def test_a_heavy_query_is_not_run_to_be_parsed(text: str) -> None:
    started = time.monotonic()
    check_syntax(text, "heavy.rq")
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "text", ["SELECT * { ?s ?p ?o }", "ASK {}", "CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE <http://e/a>"]
)
def test_each_form_parses(text: str) -> None:
    check_syntax(text, "good.rq")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ASK {\n ?s ?p", "bad.rq, line 2: the query does not parse"),
        ("SELECT ?s { ?s a kgg:Post }", 'the prefix "kgg" is not declared'),
        ("SELECT (<http://e/f>(1) AS ?x) {}", "refuses the query: The custom function"),
    ],
)
def test_what_is_wrong_is_said(text: str, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        check_syntax(text, "bad.rq")

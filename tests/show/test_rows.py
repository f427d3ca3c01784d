"""Results in every format."""

import csv
import io
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.query import Rows
from kg.show.rows import FORMATS, FormatError, write_rows

XSD = "http://www.w3.org/2001/XMLSchema#"
ID = "https://w3id.org/on-record/id/"
GRAPH = ox.Store()
MIXED = f"""
SELECT ?_incident_iri ?who ?who_name ?act ?n ?x WHERE {{ VALUES (?_incident_iri ?who ?who_name ?act ?n ?x) {{
  (<{ID}fire> <{ID}ann-archer> "Ann | Archer"@en <https://w3id.org/on-record/act#blames> 20 "2006-04-25"^^<{XSD}date>)
  (<{ID}fire> <{ID}bo> "Bo \\u202eB\\u001b[31m"@en <http://e/x> 3.5 UNDEF)
}} }}"""


def write(text: str, format_: str, *, wide: bool = False, width: int = 100) -> str:
    stream = io.BytesIO()
    write_rows(Rows(GRAPH.query(text)), format_, stream, width, wide=wide)
    return stream.getvalue().decode()


def test_a_table_hides_parameters_and_named_iris() -> None:
    assert write(MIXED, "table") == (
        "who                 act           n  x\n"
        "──────────────────  ──────────  ───  ──────────\n"
        "Ann | Archer        act:blames   20  2006-04-25\n"
        "Bo \\u202eB\\x1b[31m  http://e/x  3.5\n"
    )


def test_a_wide_table_shows_all() -> None:
    assert write(MIXED, "table", wide=True, width=200).split("\n")[0].split() == [
        *("_incident_iri", "who", "who_name", "act", "n", "x")
    ]
    assert "id:ann-archer" in write(MIXED, "table", wide=True, width=200)


def test_a_column_of_texts_is_shown_beside_its_name() -> None:
    shown = write("SELECT ?a ?a_name { VALUES (?a ?a_name) { ('x' 'y') } }", "table")
    assert shown.split() == ["a", "a", "name", "─", "──────", "x", "y"]


def test_only_parameters_are_shown_if_there_is_nothing_else() -> None:
    assert "id:fire" in write(f"SELECT ?_a_iri {{ VALUES ?_a_iri {{ <{ID}fire> }} }}", "table")


def test_json() -> None:
    first, second = json.loads(write(MIXED, "json"))
    assert first == {
        "_incident_iri": ID + "fire",
        "who": ID + "ann-archer",
        "who_name": "Ann | Archer",
        "act": "https://w3id.org/on-record/act#blames",
        "n": 20,
        "x": "2006-04-25",
    }
    assert (second["n"], second["x"], second["who_name"]) == (3.5, None, "Bo \u202eB\x1b[31m")


def test_json_lines_are_the_same_objects() -> None:
    assert [json.loads(line) for line in write(MIXED, "jsonl").splitlines()] == json.loads(write(MIXED, "json"))


def test_json_on_a_terminal_is_obeyed_by_nothing() -> None:
    for format_ in ("json", "jsonl"):
        assert not {"\u202e", "\x1b", "\x9b"} & set(write(MIXED, format_))


def test_csv() -> None:
    assert write(MIXED, "csv").split("\n")[:2] == [
        "_incident_iri,who,who_name,act,n,x",
        f"{ID}fire,{ID}ann-archer,Ann | Archer,https://w3id.org/on-record/act#blames,20,2006-04-25",
    ]


def test_markdown() -> None:
    assert write(MIXED, "md").split("\n") == [
        "| who | act | n | x |",
        "| --- | --- | --- | --- |",
        "| Ann \\| Archer | act:blames | 20 | 2006-04-25 |",
        "| Bo \\\\u202eB\\\\x1b\\[31m | http://e/x | 3.5 |  |",
        "",
    ]


@given(st.text(max_size=30), st.text(max_size=30))
def test_texts_come_back_from_json_and_csv(one: str, other: str) -> None:
    terms = {ox.Variable("a"): ox.Literal(one), ox.Variable("b"): ox.Literal(other)}

    def rows() -> Rows:
        return Rows(GRAPH.query("SELECT ?a ?b WHERE { }", substitutions=terms))  # type: ignore[arg-type]

    for format_ in ("json", "csv", "jsonl"):
        stream = io.BytesIO()
        write_rows(rows(), format_, stream)
        text = stream.getvalue().decode()
        if format_ == "csv":
            # A spreadsheet would compute what begins so.
            shown = [f"'{cell}" if cell[:1] in tuple("=+-@\t\r") and cell else cell for cell in (one, other)]
            assert list(csv.reader(io.StringIO(text, newline="")))[1:] == [shown]
        else:
            assert json.loads(text) in ([{"a": one, "b": other}], {"a": one, "b": other})


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        ("1", 1),
        ("-7", -7),
        ("true", True),
        ("false", False),
        ("1.50", 1.5),
        ("1e3", 1000.0),
        (f"'INF'^^<{XSD}double>", "INF"),
        (f"'x'^^<{XSD}integer>", "x"),
        ("'1'", "1"),
        (f"'2006'^^<{XSD}gYear>", "2006"),
    ],
)
def test_plain_values(literal: str, expected: object) -> None:
    assert json.loads(write(f"SELECT ?a {{ VALUES ?a {{ {literal} }} }}", "json")) == [{"a": expected}]


def test_no_rows() -> None:
    nothing = "SELECT ?a { ?a ?b ?c }"
    assert [write(nothing, format_) for format_ in ("table", "json", "jsonl", "csv")] == ["", "[]\n", "", "a\n"]
    stream = io.BytesIO()
    assert write_rows(Rows(GRAPH.query(nothing)), "table", stream) == 0


def test_yes_and_no() -> None:
    said = {format_: write("ASK { }", format_) for format_ in ("table", "json", "jsonl", "csv", "md", "srj")}
    assert said == {
        "table": "yes\n",
        "json": "true\n",
        "jsonl": "true\n",
        "csv": "boolean\ntrue\n",
        "md": "yes\n",
        "srj": '{"head":{},"boolean":true}',
    }
    assert write("ASK { ?s ?p ?o }", "table") == "no\n"


BUILT = f"CONSTRUCT {{ <{ID}b> ?p <{ID}a> . <{ID}a> ?p 1 }} WHERE {{ VALUES ?p {{ <{ID}p> <{ID}p> <http://e/p> }} }}"


def test_turtle_is_sorted_and_has_each_triple_once() -> None:
    assert write(BUILT, "ttl") == (
        f"@prefix xsd: <{XSD}> .\n@prefix id: <{ID}> .\n"
        "id:a <http://e/p> 1 ;\n\tid:p 1 .\nid:b <http://e/p> id:a ;\n\tid:p id:a .\n"
    )
    assert write(BUILT, "json").count("subject") == 4


def test_the_engines_formats_parse_back() -> None:
    for format_, kind in (("srj", ox.QueryResultsFormat.JSON), ("srx", ox.QueryResultsFormat.XML)):
        parsed = ox.parse_query_results(write(MIXED, format_), kind)
        assert isinstance(parsed, ox.QuerySolutions)
        assert [row["n"] for row in parsed] == [
            ox.Literal(20),
            ox.Literal("3.5", datatype=ox.NamedNode(XSD + "decimal")),
        ]
    assert write(MIXED, "tsv").startswith("?_incident_iri\t?who\t")
    assert write(MIXED, "sparql-csv").startswith("_incident_iri,who,who_name,act,n,x\r\n")


@pytest.mark.parametrize(
    ("text", "format_", "words"),
    [
        ("SELECT ?a { ?a ?b ?c }", "nt", "the rows of a SELECT"),
        ("ASK { }", "ttl", "the yes or no of an ASK"),
        ("ASK { }", "tsv", "the yes or no of an ASK"),
        (BUILT, "srj", "a graph"),
        (BUILT, "sparql-csv", "a graph"),
    ],
)
def test_formats_that_cannot_hold_a_result(text: str, format_: str, words: str) -> None:
    with pytest.raises(FormatError, match=words) as caught:
        write(text, format_)
    assert caught.value.hint.startswith("Use one of: json, jsonl, csv")


def test_each_format_is_told_in_the_help(root: Path) -> None:
    from kg.cli.query import FORMATS as OFFERED
    from kg.cli.query import command

    assert tuple(FORMATS) == OFFERED
    assert all(name in (command.help or "") for name in FORMATS)

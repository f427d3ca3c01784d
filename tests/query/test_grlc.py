"""The catalogue as grlc 1.3 serves it (https://github.com/CLARIAH/grlc, gquery.py): read, fill in, parse.

grlc itself drags in a web server and three Git clients, so its rules are written down here once more. It was run over
the catalogue when this was written, with the same result.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from rdflib.plugins.sparql import prepareQuery

from kg.query import Catalogue, Param, Query

XSD_LINE = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"
# One underscore for a required parameter, two for an optional one, letters and digits, then the type.
VARIABLE = re.compile(
    r"\?(?P<required>_{1,2})(?P<name>[a-zA-Z0-9]+)(_(?P<type>iri|number|literal|integer))?"
    r"(_(?P<prefix>[a-zA-Z0-9]+)_(?P<userdefined>[a-zA-Z0-9]+))?(_(?P<lang>[a-zA-Z0-9]+))?"
)
VALUES = {"xsd:date": "2006-04-25", "xsd:integer": "3", "xsd:string": "sorry"}


def decorators(text: str) -> dict[str, Any]:
    rows = [row.lstrip("#+") for row in text.split("\n") if row.startswith("#+")]
    found = yaml.safe_load("\n".join(rows))
    assert isinstance(found, dict)
    return found


def literal(match: re.Match[str], value: str) -> str:
    """Return what grlc puts in the place of a variable."""
    if match["type"] == "iri":
        return f"<{value}>"
    if match["lang"]:
        return f'"{value}"@{match["lang"]}'
    datatype = "xsd:integer" if match["type"] == "integer" else f"{match['prefix']}:{match['userdefined']}"
    return f'"{value}"^^{datatype}' if ":" in datatype and "None" not in datatype else f'"{value}"'


def filled(query: Query) -> str:
    """Return the text that grlc sends when every parameter has a value."""
    text, has_xsd = query.text, False
    for match in {match[0]: match for match in VARIABLE.finditer(query.text)}.values():
        param = query.params[match["name"]]
        put = literal(match, VALUES.get(param.type, "https://w3id.org/on-record/id/a"))
        text, has_xsd = text.replace(match[0], put), has_xsd or "^^xsd" in put
    # It writes the line before every SELECT, sub-selects too, unless it stands there exactly so.
    return text.replace("SELECT", f"{XSD_LINE}\n\nSELECT") if has_xsd and XSD_LINE not in text else text


def each_param(catalogue: Catalogue) -> Iterator[tuple[Query, Param]]:
    return ((query, param) for query in catalogue for param in query.params.values())


def test_headers_are_what_grlc_expects(shipped: Catalogue) -> None:
    assert len(shipped) > 30
    for query in shipped:
        found = decorators(query.text)
        assert isinstance(found["summary"], str), query.path
        assert isinstance(found.get("description", ""), str), query.path
        assert all(isinstance(tag, str) for tag in found.get("tags", [])), query.path
        assert "query" not in found, query.path


def test_names_have_no_dot(root: Path) -> None:
    # The name of the call is what stands before the first dot.
    names = [path.stem for path in (root / "queries").rglob("*.rq")]
    assert [name for name in names if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []
    assert len(names) == len(set(names))


def test_parameters_are_spelled_as_grlc_reads_them(shipped: Catalogue) -> None:
    kinds = {"xsd:date": "_xsd_date", "xsd:integer": "_integer"}
    for query, param in each_param(shipped):
        match = VARIABLE.fullmatch(f"?{param.variable}")
        assert match is not None, f"{query.path}: ?{param.variable}"
        assert match["name"] == param.name
        assert not match["lang"], f"{query.path}: grlc makes a language tag of ?{param.variable}"
        assert (match["required"] == "_") == param.required, f"{query.path}: ?{param.variable}"
        assert param.variable.endswith(kinds.get(param.type, "")), query.path
        assert (match["type"] == "iri") == (param.type not in VALUES), query.path


@pytest.mark.slow
def test_every_query_parses_when_grlc_has_filled_it_in(shipped: Catalogue) -> None:
    # With rdflib's parser, as grlc does; it serves SELECT and CONSTRUCT only.
    for query in shipped:
        assert prepareQuery(filled(query)).algebra.name in ("SelectQuery", "ConstructQuery"), query.path


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("?_a_iri", "http://e/a", "<http://e/a>"),
        ("?__a_xsd_date", "2006-04-25", '"2006-04-25"^^xsd:date'),
        ("?_a_integer", "3", '"3"^^xsd:integer'),
        ("?_a_literal", "b", '"b"'),
        ("?_a", "b", '"b"'),
        # Why the catalogue does not use the shorter names.
        ("?_a_date", "2006-04-25", '"2006-04-25"@date'),
        ("?_a_string", "b", '"b"@string'),
    ],
)
def test_what_grlc_makes_of_a_value(variable: str, value: str, expected: str) -> None:
    match = VARIABLE.fullmatch(variable)
    assert match is not None
    assert literal(match, value) == expected

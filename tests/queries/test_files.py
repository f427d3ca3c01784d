"""How the query files are written: headers, prefixes, columns, order, terms."""

import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.namespaces import PREFIXES
from kg.query.header import read_header
from kg.query.scopes import find_variables
from kg.query.tokens import tokenise
from tests.queries.goldens import QUERIES, ROOT

FILES = sorted(path for path in QUERIES.rglob("*.rq") if path.parent.name != "checks")
FOLDERS = set("figures incidents network organisations outlets people posts relations silences statements".split())
KEYWORDS = set("AS ASC BIND BY COALESCE CONTAINS COUNT DESC DISTINCT EXISTS FILTER GROUP GROUP_CONCAT HAVING".split())
KEYWORDS |= set("IF IN LCASE LIMIT MAX MIN NOT OPTIONAL ORDER PREFIX SELECT STR STRAFTER UNION VALUES WHERE".split())
# The columns of every query about statements, after its parameters.
COLUMNS = (
    "statement speaker speaker_name post_name said_on acts polarity towards_name gist quotation wording source "
    "source_name published start end origin hedge about_name behalf_name"
).split()
START, END = (
    "      # One triple each: an OPTIONAL of several",
    '      BIND(STRAFTER(STR(?origin_iri), "#") AS ?origin)\n',
)


def columns(text: str) -> list[str]:
    """Return the projected variables of the query itself, in order."""
    end = text.index("\nWHERE {")
    found = [each for each in find_variables(text).occurrences if each.token.start < end]
    return [each.name for each in found if each.place in ("head", "target")]


def bare(text: str) -> str:
    """Return a query without comments, strings and IRIs."""
    kinds = ("comment", "string", "iri")
    return " ".join(token.text for token in tokenise(text) if token.kind not in kinds)


STATEMENT_FILES = [
    path for path in FILES if "behalf_name" in columns(path.read_text()) and path.stem != "statement-detail"
]


def test_the_catalogue_is_whole() -> None:
    assert len(FILES) >= 74
    assert {path.parent.name for path in FILES} == FOLDERS
    assert len(STATEMENT_FILES) >= 37


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_header_is_complete(path: Path) -> None:
    header = read_header(path.read_text(encoding="utf-8"), path.name)
    assert header is not None
    assert header.summary
    assert not header.summary.endswith(".")
    assert header.description.endswith(".")
    assert header.tags
    assert header.questions or path.stem == "network-statements"
    # A question can only fill what it has slots for: what is required must have one.
    required = {param.name for param in header.params if param.required}
    assert all(required <= set(re.findall(r"\{(\w+)\}", question)) for question in header.questions)


def test_no_summary_and_no_question_stands_twice() -> None:
    headers = [read_header(path.read_text(encoding="utf-8"), path.name) for path in FILES]
    summaries = Counter(header.summary for header in headers if header)
    questions = Counter(question for header in headers if header for question in header.questions)
    assert (len(summaries), max(summaries.values()), max(questions.values())) == (len(FILES), 1, 1)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_prefixes_are_sorted_and_used(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    declared = re.findall(r"^PREFIX (\w+): <(.*)>$", text, re.MULTILINE)
    assert declared == sorted(declared)
    assert all(PREFIXES[name] == space for name, space in declared)
    body = bare(text.split("\n\n", 2)[2])
    used = set(re.findall(r"(?<![\w?$])(\w+):\w", body))
    # grlc writes a date with xsd:, and declares it in the wrong place unless it is there.
    used |= {"xsd"} if "_xsd_" in body else set()
    assert {name for name, _ in declared} == used


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_rows_are_named_and_ordered(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    header = read_header(text, path.name)
    assert header is not None
    names = columns(text)
    layout = find_variables(text)
    assert not any(scope.has_star for scope in layout.scopes)
    shown = [re.sub(r"^__?([a-zA-Z]+).*", r"\1", name) for name in names if name.startswith("_")]
    assert shown == [param.name for param in header.params]
    assert names[: len(shown)] == [name for name in names if name.startswith("_")]
    assert len(set(names)) == len(names)
    assert re.search(r"\nORDER BY [^}]*$", text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_keywords_are_upper_case(path: Path) -> None:
    words = {token.text for token in tokenise(path.read_text(encoding="utf-8")) if token.kind == "word"}
    assert {word for word in words if word.upper() in KEYWORDS} <= KEYWORDS


@pytest.mark.parametrize("path", STATEMENT_FILES, ids=lambda path: path.stem)
def test_queries_about_statements_are_alike(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [name for name in columns(text) if not name.startswith("_")] == COLUMNS
    model = (QUERIES / "statements" / "who-said-what.rq").read_text(encoding="utf-8")
    assert text[text.index(START) : text.index(END)] == model[model.index(START) : model.index(END)]


def test_only_terms_of_the_graph_are_used() -> None:
    files = [*(ROOT / "ontology").rglob("*.ttl"), *(ROOT / "seeds").rglob("*.ttl")]
    assert len(files) > 40
    defined = {
        term.value
        for file in files
        for triple in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE)
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, ox.NamedNode)
    }
    for path in FILES:
        names = set(re.findall(r"(?<![\w?$])(\w+:[\w-]+)", bare(path.read_text(encoding="utf-8").split("\n\n", 2)[2])))
        unknown = {name for name in names if PREFIXES[name.split(":")[0]] + name.split(":")[1] not in defined}
        assert unknown <= {"xsd:integer"}, path.stem

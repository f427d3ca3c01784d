"""Headers: what is read, and what is refused with file and line."""

import pytest

from kg.errors import QueryError
from kg.query.header import RawParam, read_header

START = "#+ summary: People\n"


def test_a_whole_header() -> None:
    text = (
        "#+ summary: People who\n#+   speak\n#+ description: >-\n#+   One row\n#+   each.\n"
        "#+ questions: ['who is {on}']\n#+ tags: [people]\n#+ pagination: 100\n#+ params:\n"
        "#+   on: {type: xsd:date, required: false, default: 2006-04-25, description: a day, example: 010}\n"
        "SELECT * { }\n"
    )
    header = read_header(text, "people.rq")
    assert header is not None
    assert (header.summary, header.description) == ("People who speak", "One row each.")
    assert (header.questions, header.tags) == (("who is {on}",), ("people",))
    # YAML 1.1 would make true of `on`, a date of the default and 8 of 010.
    assert header.params == (RawParam("on", 10, "xsd:date", False, "2006-04-25", "a day", "010"),)


def test_a_text_without_header() -> None:
    assert read_header("# a comment\nSELECT * { }", "a.rq") is None


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("#+ summary: a: b", 1, "no YAML"),
        ("#+ summary: 'a", 1, "no YAML"),
        ("#+\tsummary: a", 1, "no YAML"),
        ("#+ summary: \x07", 1, "no YAML"),
        ("#+ summary: 2006-02-30", 1, "no YAML"),
        ("#+ !!python/object:os.system x: y", 1, "no YAML"),
        pytest.param("#+ tags: " + "[" * 5000, 1, "no YAML", id="deep"),
        pytest.param("#+ tags: " + "[" * 1_000_000, 1, "longer than 20000", id="deeper"),
        ("#+ tags: &a [*a]", 1, "must be a text"),
        ("#+ - a", 1, "no list of keys"),
        ("#+", 1, "no list of keys"),
        (START + "#+ sumary: b", 2, 'unknown key "sumary"'),
        (START + "SELECT * { }\n#+ other: b", 3, 'unknown key "other"'),
        (START + "#+ summary: b", 2, "twice"),
        ("#+ summary: 3", 1, "must be a text"),
        ("#+ summary:", 1, "must be a text"),
        (START + "#+ tags: people", 2, "list of texts"),
        (START + "#+ tags:\n#+   - people\n#+   - 3", 4, "must be a text"),
        (START + "#+ questions:\n#+   - who {is}", 3, "{is}"),
        (START + "#+ severity: fatal", 2, "violation or warning"),
        (START + "#+ params: [incident]", 2, "mapping"),
        (START + "#+ params:\n#+   incident: kg:Incident", 3, "no type"),
        (START + "#+ params:\n#+   incident: {required: true}", 3, "no type"),
        (START + "#+ params:\n#+   an_incident: {type: kg:Incident}", 3, "no name"),
        (START + "#+ params:\n#+   a: {type: kg:Incident}\n#+   a: {type: kg:Post}", 4, "twice"),
        (START + "#+ params:\n#+   a: {type: kg:Incident,\n#+       requird: true}", 4, 'unknown key "requird"'),
        (START + "#+ params:\n#+   a: {type: kg:Incident, required: maybe}", 3, "true or false"),
        (START + "#+ params:\n#+   n: {type: xsd:integer, default: [1]}", 3, "plain value"),
    ],
)
def test_a_wrong_header_names_file_and_line(text: str, line: int, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        read_header(text, "queries/a.rq")
    assert caught.value.message.startswith(f"queries/a.rq, line {line}: ")
    assert words in caught.value.message
    assert caught.value.hint or "twice" in words or "true or false" in words or "violation" in words

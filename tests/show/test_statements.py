"""Statements in a terminal: marks that are explained, words that are not said twice."""

from dataclasses import replace

import pytest

from kg.model import Entity, Report, Standing, Statement
from kg.show.statements import distinct_quotations, reading_key, write_statements

REPORT = Report(
    "r-1", "a.txt", "a", "0" * 64, "Gazette", "2024-03-03", "direct", ("We failed.",), ((3, 13),), "curated"
)
STATEMENT = Statement(
    id="s-1",
    speaker=Entity("id:anna", "Anna Example"),
    on_behalf_of=(),
    post=None,
    said_on="2024-03",
    earliest="2024-03-01",
    latest="2024-03-31",
    date_inferred=True,
    acts=("calls-for", "admits"),
    towards=(),
    polarity="affirmed",
    about=(),
    gist="Example owns up.",
    reports=(REPORT,),
)


def shown(statement: Statement) -> str:
    return "\n".join(write_statements([statement], 200))


def test_acts_are_words_and_the_statement_is_named() -> None:
    assert "2024-03 (inferred) · calls for, admits · s-1" in shown(STATEMENT)


@pytest.mark.parametrize(
    ("latest", "words"),
    [
        ("2024-03-03", "by 3 March 2024 (published) ·"),
        ("2024-03-02", "by 2 March 2024 ·"),
        (None, "undated ·"),
    ],
)
def test_what_has_no_day_was_said_by_the_day_it_was_published(latest: str | None, words: str) -> None:
    assert words in shown(replace(STATEMENT, said_on=None, earliest=None, latest=latest))


def test_what_is_reported_as_not_done_says_so() -> None:
    assert "[reported as not done]" in shown(replace(STATEMENT, polarity="negated"))


def test_a_judgement_names_who_holds_it() -> None:
    standing = Standing("inTensionWith", "to", "s-2", "Bill Example", "On Record editors")
    line = "is in tension with: Bill Example (s-2), according to On Record editors"
    assert line in shown(replace(STATEMENT, standing=(standing,)))


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        (("we failed", "We failed."), ("We failed.",)),
        (("We failed.", "we failed"), ("We failed.",)),
        (("We failed", "I think we failed"), ("We failed", "I think we failed")),
    ],
)
def test_a_wording_is_shown_once(printed: tuple[str, ...], kept: tuple[str, ...]) -> None:
    reports = tuple(replace(REPORT, quotation=(words,)) for words in printed)
    assert distinct_quotations(replace(STATEMENT, reports=reports)) == kept


def test_the_key_explains_only_what_is_shown() -> None:
    assert "(inferred)" in reading_key([STATEMENT])
    assert "(inferred)" not in reading_key([replace(STATEMENT, date_inferred=False)])
    assert "machine" not in reading_key([STATEMENT])
    assert "machine:" in reading_key([replace(STATEMENT, reports=(replace(REPORT, origin="machine"),))])

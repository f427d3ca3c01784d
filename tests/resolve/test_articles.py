"""Articles about unrelated failures: who says what, for whom, and about what.

The first three were read while resolving was written, the others only to check it.
"""

from collections.abc import Callable
from typing import Any

import pytest

from kg.find import Finder
from kg.resolve import KnownGraph, Resolved, Said
from kg.resolve.nouns import SPEAKER, NewAgent
from tests.resolve.conftest import DATA, Article, read_article

ARTICLES = ("tarn-lock", "handover", "blood-results", "weir-report", "lock-inquest", "school-meals")
# The extractor gives these words to nobody, or to somebody who stands near.
_NOT_FOUND = {"the Treasury had not been told", "she had been sent a bill"}


def said_with(article: Article, words: str) -> Said | None:
    """The statement whose content holds some words; the shortest, if several do."""
    found = [one for one in article.resolved.said if words in content(article, one)]
    return min(found, key=lambda one: len(content(article, one)), default=None)


def content(article: Article, one: Said) -> str:
    return article.document.text[one.finding.content[0][0] : one.finding.content[-1][1]]


def agent_of(resolved: Resolved, local: str) -> NewAgent | None:
    return next((agent for agent in resolved.agents if agent.id == local), None)


def fault(article: Article, wanted: dict[str, Any]) -> str | None:
    """What is wrong with a statement; None if nothing is."""
    said = said_with(article, wanted["words"])
    if said is None:
        return "not found"
    agent = agent_of(article.resolved, said.speaker)
    candidates = {one.id for each in said.candidacies if each.role == SPEAKER for one in each.candidates}
    labels = [getattr(agent_of(article.resolved, one), "label", one) for one in agent.speaks_for] if agent else []
    kind = agent.kind if agent else "known"
    checks: dict[str, Callable[[Any], bool]] = {
        "speaker": lambda one: said.speaker == one,
        "on_behalf_of": lambda one: one in said.on_behalf_of,
        "speaks_for": lambda one: kind == "UnnamedSpeaker" and one in labels,
        "undecided": lambda ones: kind == "UnresolvedSpeaker" and candidates >= set(ones),
        "private": lambda _: kind == "UnresolvedSpeaker" and said.private,
        "proposed": lambda one: kind == "Person" and agent is not None and agent.label == one,
        "body": lambda one: kind == "Organisation" and agent is not None and agent.label == one,
        "not": lambda ones: said.speaker not in ones,
    }
    wrong = [name for name, check in checks.items() if name in wanted and not check(wanted[name])]
    return f"{', '.join(wrong)}: {said.speaker}" if wrong else None


@pytest.mark.parametrize("name", ARTICLES)
def test_speakers_are_told_or_left_open(name: str, finder: Finder, waterways: KnownGraph) -> None:
    article = read_article(name, finder, waterways)
    faults = {one["words"]: fault(article, one) for one in article.expected["said"]}
    assert {words: what for words, what in faults.items() if what and words not in _NOT_FOUND} == {}
    assert len(faults) >= 12


@pytest.mark.parametrize("name", ARTICLES)
def test_what_it_is_about_is_the_one_on_record_or_new(name: str, finder: Finder, waterways: KnownGraph) -> None:
    article = read_article(name, finder, waterways)
    about = {one for said in article.resolved.said for one in said.about}
    new = {incident.id for incident in article.resolved.incidents}
    wanted = article.expected["incident"]
    assert about == (new if wanted == "new" else {wanted})
    assert len(new) == (wanted == "new")


@pytest.mark.parametrize("path", sorted((DATA / "unrelated").glob("*.txt")), ids=lambda path: path.stem)
def test_another_failure_is_linked_to_none_on_record(path: Any, finder: Finder, waterways: KnownGraph) -> None:
    article = read_article(f"unrelated/{path.stem}", finder, waterways)
    assert article.resolved.said
    assert not {one for said in article.resolved.said for one in said.about} & set(waterways.incidents)


@pytest.mark.parametrize("name", ARTICLES)
def test_private_people_are_named_nowhere(name: str, finder: Finder, waterways: KnownGraph) -> None:
    article = read_article(name, finder, waterways)
    people = {agent.label for agent in article.resolved.agents}
    for private in ("Tillotson", "Holt", "Booth", "Peter Marsh"):
        assert not any(private in label for label in people), private


def test_the_post_is_the_one_of_the_day(finder: Finder, waterways: KnownGraph) -> None:
    article = read_article("tarn-lock", finder, waterways)
    said = said_with(article, "she would not resign")
    assert said is not None
    assert said.spoke_as == "helen-marsh-waterways-secretary-2014"
    article = read_article("lock-inquest", finder, waterways)
    said = said_with(article, "the lock was safe")
    assert said is not None
    assert (said.said_on, said.spoke_as) == ("2015-11", "helen-marsh-waterways-secretary-2014")

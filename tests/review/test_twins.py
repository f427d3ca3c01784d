"""Of one name in several articles: shown beside each other, made one by a person, and two again with every byte."""

import re
from collections.abc import Iterator

import pytest

from kg.cli.reviewing import open_room
from kg.read.adding import Given, add_documents
from kg.read.request import Limits
from kg.review.nodes import one
from kg.review.room import Room
from kg.store import build
from kg.turtle import format_turtle
from kg.workspace import Workspace
from tests.review import record
from tests.review.conftest import named, reviewed, text_of, waiting
from tests.review.record import GAZETTE, HERALD, Said, write_findings
from tests.review.terminal import Terminal

BY = "Ann Reviewer"
ECHO = (
    "Depot of Smallton burnt down\n\nEric Eames, the head of the depot, admitted that the alarm had been off. "
    "Gail Grant, a councillor, demanded an inquiry into the depot.\n"
)
POST = (
    "Alarm was off when depot burnt\n\nThe alarm had been off for a week, Mr Eames admitted. "
    "The councillor Gail Grant demanded an inquiry into the depot.\n"
)


def person(slug: str, label: str, role: str, incident: str) -> str:
    return (
        f'[[N]]{slug} a kg:Person ; rdfs:label "{label}"@en ; rdfs:comment "{role}"@en ; kg:isProposed true ;'
        f" prov:wasDerivedFrom [[D]] .\n"
        f'[[I]] a kg:Incident ; rdfs:label "{incident}"@en ; kg:isProposed true ; prov:wasDerivedFrom [[D]] .'
    )


def said(content: str, slug: str, label: str, role: str, incident: str) -> Said:
    return Said(content, speaker=f"[[N]]{slug}", more=person(slug, label, role, incident))


FOUND = {
    "echo": (
        said("the alarm had been off", "eric-eames", "Eric Eames", "head of the depot", "Depot of Smallton burnt down"),
        said("an inquiry into the depot", "gail-grant", "Gail Grant", "councillor", "Depot of Smallton burnt down"),
    ),
    "post": (
        said("The alarm had been off", "mr-eames", "Mr Eames", "head of the depot", "Alarm was off when depot burnt"),
        said("an inquiry into the depot", "gail-grant", "Gail Grant", "councillor", "Alarm was off when depot burnt"),
    ),
}


@pytest.fixture
def two(workspace: Workspace) -> Workspace:
    """Return the workspace with two more articles, each of which proposes its own people and its own incident."""
    for name, text in (("echo", ECHO), ("post", POST)):
        path = workspace.root / f"{name}.txt"
        path.write_text(text, "utf-8")
        given = Given(f"The {name.title()}", "2024-03-06", text.partition("\n")[0])
        (row,) = add_documents(workspace, [str(path)], Limits(), jobs=0, given=given)
        src8 = str(row.id).rpartition("-")[2]
        write_findings(workspace, str(row.id), text, [_own(one, src8) for one in FOUND[name]])
    build(workspace)
    return workspace


def _own(one: Said, src8: str) -> Said:
    from dataclasses import replace

    def fill(words: str) -> str:
        return words.replace("[[N]]", f"id:n-{src8}-").replace("[[I]]", f"id:i-{src8}-depot")

    return replace(one, speaker=fill(one.speaker), more=fill(one.more), about=f"id:i-{src8}-depot")


@pytest.fixture
def depot(two: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.chdir(two.root)
    with open_room({}, lambda text: None) as opened:
        yield opened


def test_people_of_one_name_are_shown_by_label_role_and_source(depot: Room) -> None:
    look = depot.looker.look(depot.findings[named(depot, "the alarm")])
    (twin,) = look.namesakes
    assert twin.label == "Mr Eames"
    assert twin.told().startswith("Mr Eames (head of the depot; post-")
    (event,) = look.events
    assert event.label == "Alarm was off when depot burnt"


def test_one_utterance_of_two_proposed_people_is_proposed_as_one(depot: Room) -> None:
    look = depot.looker.look(depot.findings[named(depot, "the alarm")])
    assert [(match.score, match.utterance.sources[0][:8]) for match in look.alike] == [(1.0, "id:post-")]


def test_people_kept_apart_are_not_shown_again(depot: Room) -> None:
    name = named(depot, "the alarm")
    look = depot.looker.look(depot.findings[name])
    depot.desk.decide(depot.clerk.keep_apart(f"id:{look.values['speaker']}", look.namesakes[0].id), BY)
    depot.forget()
    assert not depot.looker.look(depot.findings[name]).namesakes


@pytest.mark.parametrize("is_accepted_first", [True, False])
def test_two_people_and_two_incidents_become_one_and_two_again(
    depot: Room, two: Workspace, is_accepted_first: bool
) -> None:
    first, second = sorted(name for name, finding in depot.findings.items() if "gail-grant" in str(finding.statement))
    before = reviewed(two), waiting(two)
    mine, other = (depot.findings[name] for name in (first, second))
    steps = 0
    if is_accepted_first:
        for finding in (mine, other):
            depot.desk.decide(depot.clerk.accept(finding, {}), BY)
            steps += 1
    between = reviewed(two), waiting(two)
    nodes = depot.looker.nodes
    speaker, target = (one(finding.statement, "kg:speaker") for finding in (mine, other))
    about, event = (one(finding.statement, "kg:about") for finding in (mine, other))
    depot.desk.decide(depot.clerk.merge_agents(speaker, target, nodes), BY)
    depot.desk.decide(depot.clerk.merge_incidents(about, event, nodes), BY)
    if not is_accepted_first:
        depot.desk.decide(depot.clerk.accept(mine, {}), BY)
        steps += 1
    text = text_of(two)
    assert f"kg:speaker {target}" in text
    assert f"kg:about {event}" in text
    assert speaker not in text
    assert about not in text
    assert text.count("a kg:Person") == text.count("a kg:Incident") == 1
    build(two)
    depot.desk.undo(depot.desk.last_of(BY, 3 - is_accepted_first), BY)
    assert (reviewed(two), waiting(two)) == (between if is_accepted_first else before)
    if is_accepted_first:
        depot.desk.undo(depot.desk.last_of(BY, steps), BY)
    assert (reviewed(two), waiting(two)) == before
    build(two)


def test_keys_list_the_candidates_and_merge(two: Workspace) -> None:
    before = reviewed(two), waiting(two)
    terminal = Terminal(two.root, "review", "--by", BY, "--order", "text", "--source", _source(two, "echo"))
    card = terminal.press("j")
    assert "Namesakes" in card
    assert "Events" in card
    listed = terminal.press("1\r")
    assert "Eric Eames (head of the depot) is one with:" in listed
    assert "1 Mr Eames (head of the depot; post-" in listed
    assert "Merged" in terminal.press("l")
    assert "1 Alarm was off when depot burnt (post-" in terminal.press("1\r")
    assert "Alarm was off when depot burnt" in terminal.press("u")
    terminal.press("u")
    terminal.press("q")
    assert terminal.end() == 0
    assert (reviewed(two), waiting(two)) == before


def test_merging_an_utterance_asks_whether_its_speakers_are_one(two: Workspace) -> None:
    terminal = Terminal(two.root, "review", "--by", BY, "--order", "text", "--source", _source(two, "echo"))
    terminal.press("m")
    terminal.press("1\r")
    assert "Are Eric Eames (head of the depot) and Mr Eames (head of the depot) one, too?" in terminal.press("y\r")
    terminal.press("q")
    assert terminal.end() == 0
    text = text_of(two)
    assert text.count("a kg:Statement") == 1
    assert text.count("a kg:Person") == 1
    assert text.count("a kg:Report") == 2


def _source(workspace: Workspace, name: str) -> str:
    return next(path.stem for path in (workspace.derived_dir / "findings").glob(f"{name}-*"))


@pytest.fixture
def shared(two: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """Open a room in which both articles propose the same person, each in its own file."""
    for path in (two.derived_dir / "findings").glob("*.ttl"):
        text = re.sub(r"id:n-\w{8}-gail-grant", "id:n-gail-grant", path.read_text("utf-8"))
        path.write_text(format_turtle(text), "utf-8")
    build(two)
    monkeypatch.chdir(two.root)
    with open_room({}, lambda text: None) as opened:
        yield opened


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_two_sources_propose_is_in_the_record_once_and_comes_back(
    shared: Room, two: Workspace, order: tuple[int, int]
) -> None:
    names = sorted(name for name, finding in shared.findings.items() if "n-gail-grant" in str(finding.statement))
    before = reviewed(two), waiting(two)
    made = []
    # Both were loaded before the first decision: that one of them is decided does not change the other.
    for name in names:
        made.append(shared.desk.decide(shared.clerk.accept(shared.findings[name], {}), BY))
        assert text_of(two).count("id:n-gail-grant\n    a kg:Person") == 1
        assert "id:n-gail-grant\n" not in b"".join(waiting(two).values()).decode()
        build(two)
        shared.forget()
    for place in order:
        shared.desk.undo([one.id for one in made[place]], BY)
        build(two)
    assert (reviewed(two), waiting(two)) == before


def test_a_table_of_before_is_good_once_a_person_of_it_is_on_record(shared: Room) -> None:
    first, second = sorted(name for name, one in shared.findings.items() if "n-gail-grant" in str(one.statement))
    version = shared.findings[second].version
    shared.desk.decide(shared.clerk.accept(shared.findings[first], {}), BY)
    shared.forget()
    assert shared.findings[second].version == version


def test_a_pronoun_is_nobody_s_namesake(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace.root)
    for source, text in (("gazette", GAZETTE), ("herald", HERALD)):
        local = next(path.stem for path in (workspace.derived_dir / "findings").glob(f"*{source}*"))
        voice = '[[U]]she a kg:UnresolvedSpeaker ; rdfs:label "“She” (unresolved)"@en ; prov:wasDerivedFrom [[D]] .'
        first = record.FOUND[source][0]
        write_findings(workspace, local, text, [Said(first.content, speaker="[[U]]she", cue=first.cue, more=voice)])
    with open_room({}, lambda text: None) as room:
        looks = list(room.looks())
    assert len(looks) == 2
    assert not [twin.label for look in looks for twin in look.namesakes]

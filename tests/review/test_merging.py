"""Two things become one by a person's decision, and two again with every byte."""

from dataclasses import replace

import pytest

from kg.cli.reviewing import open_room
from kg.errors import GraphError
from kg.review.render import render
from kg.review.room import Room
from kg.review.state import replay
from kg.turtle import format_turtle
from kg.workspace import Workspace
from tests.review.conftest import named, reviewed, text_of, waiting

BY = "Ann Reviewer"


def test_one_utterance_in_two_outlets_is_proposed_and_merged_by_a_person(room: Room, workspace: Workspace) -> None:
    here = named(room, "We failed to close the sluice in time,")
    there = next(name for name in room.findings if name.endswith("-1-38"))
    look = room.looker.look(room.findings[there])
    assert [match.id for match in look.alike] == [here]
    made = room.desk.decide(room.clerk.merge(room.findings[there], here, {}), BY)
    assert [item.decision for item in made] == ["accept", "accept", "merge"]
    text = text_of(workspace)
    assert text.count("a kg:Statement") == 1
    assert text.count(f"kg:reports {here}") == 2
    assert 'skos:altLabel "Annie Archer"@en' in text, "the printed name is learned at once"
    room.desk.undo(room.desk.last_of(BY), BY)
    assert not reviewed(workspace)


def test_merge_then_undo_gives_the_same_bytes(room: Room, workspace: Workspace) -> None:
    here = named(room, "We failed to close the sluice in time,")
    there = next(name for name in room.findings if name.endswith("-1-38"))
    for name in (here, there):
        room.desk.decide(room.clerk.accept(room.findings[name], {}), BY)
    before = reviewed(workspace), waiting(workspace)
    room.desk.decide(room.clerk.merge(room.kept[there], here, {}), BY)
    assert reviewed(workspace) != before[0]
    room.desk.undo(room.desk.last_of(BY), BY)
    assert (reviewed(workspace), waiting(workspace)) == before


def test_kept_apart_is_not_proposed_again(room: Room) -> None:
    here = named(room, "We failed to close the sluice in time,")
    there = next(name for name in room.findings if name.endswith("-1-38"))
    room.desk.decide(room.clerk.keep_apart(there, here), BY)
    room.forget()
    assert room.looker.alike(room.findings[there]) == []


def test_two_agents_become_one_and_two_again(room: Room, workspace: Workspace) -> None:
    name = named(room, "officers had")
    room.desk.decide(room.clerk.accept(room.findings[name], {}), BY)
    before = reviewed(workspace)
    assert "id:n-dora-dale\n    a kg:Person" in before["agents.ttl"].decode()
    nodes = room.desk.state.kept[name]
    room.desk.decide(room.clerk.merge_agents("id:n-dora-dale", "Bea Baker", nodes), BY)
    text = text_of(workspace)
    assert "n-dora-dale" not in text
    assert "kg:speaker id:bea-baker" in text
    assert 'id:bea-baker\n    skos:altLabel "Dora Dale"@en' in text
    room.desk.undo(room.desk.last_of(BY), BY)
    assert reviewed(workspace) == before
    with pytest.raises(GraphError, match="not an agent that a finding proposes"):
        room.clerk.merge_agents("id:ben-baker", "Bea Baker", nodes)


def test_namesakes_are_told_apart_and_never_merged(room: Room, workspace: Workspace) -> None:
    path = next((workspace.derived_dir / "findings").glob("gazette*"))
    path.write_text(path.read_text().replace('"Dora Dale"@en', '"Ben Baker"@en'))
    room.forget()
    before = waiting(workspace)
    room.desk.decide(room.clerk.accept(room.findings[named(room, "officers had")], {}), BY)
    text = text_of(workspace)
    assert 'rdfs:label "Ben Baker (Chief Constable)"@en' in text
    assert 'skos:altLabel "Ben Baker"@en' in text
    assert "id:ben-baker" not in text
    room.desk.undo(room.desk.last_of(BY), BY)
    assert waiting(workspace) == before


def test_a_voice_of_two_findings_is_defined_once(room: Room, workspace: Workspace) -> None:
    path = next((workspace.derived_dir / "findings").glob("gazette*"))
    voice = named(room, "nobody had").removeprefix("id:s-")[:8]
    path.write_text(path.read_text().replace("kg:speaker id:n-dora-dale", f"kg:speaker id:u-{voice}-a-resident"))
    path.write_text(format_turtle(path.read_text()))
    room.forget()
    before = waiting(workspace)
    room.desk.decide(room.clerk.accept(room.findings[named(room, "nobody had")], {}), BY)
    block = f"id:u-{voice}-a-resident\n    a kg:UnresolvedSpeaker"
    assert block in text_of(workspace)
    assert block not in waiting(workspace)[path.name].decode()
    room.desk.undo(room.desk.last_of(BY), BY)
    assert waiting(workspace) == before


def test_what_two_findings_propose_is_defined_once(room: Room, workspace: Workspace) -> None:
    path = next((workspace.derived_dir / "findings").glob("gazette*"))
    path.write_text(path.read_text().replace("kg:towards id:ann-archer", "kg:towards id:n-dora-dale"))
    room.forget()
    before = waiting(workspace)
    room.desk.decide(room.clerk.accept(room.findings[named(room, "officers had")], {}), BY)
    assert "id:n-dora-dale\n" not in waiting(workspace)[path.name].decode()
    assert "id:n-dora-dale ;" in waiting(workspace)[path.name].decode()
    room.desk.undo(room.desk.last_of(BY), BY)
    assert waiting(workspace) == before


def _first_published(workspace: Workspace, day: str) -> None:
    """Let the second outlet have published on another day, and lay its findings accordingly."""
    for path in (workspace.root / "seeds/sources").glob("herald*.ttl"):
        path.write_text(path.read_text("utf-8").replace("2024-03-06", day), "utf-8")
    for path in (workspace.derived_dir / "findings").glob("herald*.ttl"):
        path.write_text(path.read_text("utf-8").replace("2024-03-06", day), "utf-8")


def test_what_was_published_earlier_too_was_said_by_then(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    _first_published(workspace, "2024-03-04")
    monkeypatch.chdir(workspace.root)
    with open_room({}, lambda text: None) as room:
        here = named(room, "We failed to close the sluice in time,")
        there = next(name for name in room.findings if name.endswith("-1-38"))
        for name in (here, there):
            room.desk.decide(room.clerk.accept(room.findings[name], {}), BY)
        before = reviewed(workspace)
        room.desk.decide(room.clerk.merge(room.kept[there], here, {}), BY)
        text = text_of(workspace)
        assert text.count("a kg:Statement") == 1
        assert 'kg:latest "2024-03-04"^^xsd:date' in text
        assert "2024-03-06" not in text
        room.desk.undo(room.desk.last_of(BY), BY)
        assert reviewed(workspace) == before


def test_what_was_said_after_the_other_was_published_is_another_statement(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    _first_published(workspace, "2024-03-04")
    monkeypatch.chdir(workspace.root)
    with open_room({}, lambda text: None) as room:
        here = named(room, "We failed to close the sluice in time,")
        there = next(name for name in room.findings if name.endswith("-1-38"))
        room.desk.decide(room.clerk.accept(room.findings[here], {"said_on": "2024-03-05"}), BY)
        with pytest.raises(GraphError, match="was said on 2024-03-05 at the earliest"):
            room.clerk.merge(room.findings[there], here, {})


def test_a_merge_that_tells_no_day_replays_as_it_did(room: Room, workspace: Workspace) -> None:
    here = named(room, "We failed to close the sluice in time,")
    there = next(name for name in room.findings if name.endswith("-1-38"))
    made = room.desk.decide(room.clerk.merge(room.findings[there], here, {}), BY)
    assert made[-1].more["issued"] == "2024-03-06"
    older = [replace(one, more={key: value for key, value in one.more.items() if key != "issued"}) for one in made]
    names = {name.removesuffix(".ttl") for name in reviewed(workspace)}
    assert {f"{name}.ttl": text.encode() for name, text in render(replay(older), names).items()} == reviewed(workspace)

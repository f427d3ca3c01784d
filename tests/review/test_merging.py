"""Two things become one by a person's decision, and two again with every byte."""

from collections.abc import Iterator
from contextlib import contextmanager
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


BY_HAND = """\
PREFIX act: <https://w3id.org/on-record/act#>
PREFIX id: <https://w3id.org/on-record/id/>
PREFIX kg: <https://w3id.org/on-record/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

id:s-by-hand a kg:Statement ; kg:speaker id:ann-archer ; kg:about id:flood-2024 ; kg:act act:admits ;
    kg:polarity kg:affirmed ; [[DAYS]] kg:gist "Archer admits that the sluice was closed too late."@en .
id:r-by-hand a kg:Report ; kg:reports id:s-by-hand ; kg:source id:yearbook ; kg:reporter id:yearbook ;
    kg:wording kg:indirect ; kg:origin kg:curated .
"""
DAY = 'kg:earliest "{0}"^^xsd:date ; kg:latest "{0}"^^xsd:date ; kg:saidOn "{0}" ; kg:dateBasis kg:stated ;'


@contextmanager
def _room_with(workspace: Workspace, days: str) -> Iterator[Room]:
    """Open the workspace with a statement that somebody has written by hand, said on some days."""
    path = workspace.root / "seeds" / "by-hand.ttl"
    path.write_text(format_turtle(BY_HAND.replace("[[DAYS]]", days)), "utf-8")
    with open_room({}, lambda text: None) as room:
        yield room


def test_a_finding_is_merged_into_what_is_written_by_hand(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace.root)
    with _room_with(workspace, DAY.format("2024-03-05")) as room:
        here = named(room, "We failed to close the sluice in time,")
        room.desk.decide(room.clerk.merge(room.findings[here], "id:s-by-hand", {}), BY)
        # An unresolved voice may be hers.
        there = next(name for name in room.findings if name.endswith("-1-38"))
        room.desk.decide(room.clerk.merge(room.findings[there], "id:s-by-hand", {}), BY)
    assert text_of(workspace).count("kg:reports id:s-by-hand") == 2


@pytest.mark.parametrize(
    ("days", "changes", "told"),
    [
        (DAY.format("2024-03-05"), {"speaker": "Bea Baker"}, "Bea Baker said it, and Ann Archer said s-by-hand"),
        (
            DAY.format("2024-03-02"),
            {"said_on": "2024-03-05"},
            "s-by-hand was said by 2024-03-02, and s-.* on 2024-03-05",
        ),
        (DAY.format("2024-03-09"), {}, "was said by 2024-03-06, and s-by-hand on 2024-03-09 at the earliest"),
        ('kg:latest "2024-03-09"^^xsd:date ;', {}, "published on 2024-03-06, and s-by-hand, written by hand"),
    ],
)
def test_another_speaker_or_day_is_not_merged_into_what_is_written_by_hand(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, days: str, changes: dict[str, str], told: str
) -> None:
    monkeypatch.chdir(workspace.root)
    with _room_with(workspace, days) as room:
        here = named(room, "We failed to close the sluice in time,")
        with pytest.raises(GraphError, match=told) as refused:
            room.clerk.merge(room.findings[here], "id:s-by-hand", changes)
        assert "merge again" in refused.value.hint
        assert not reviewed(workspace)


def test_what_two_on_record_said_is_not_merged(room: Room) -> None:
    here, other = named(room, "We failed to close the sluice in time,"), named(room, "officers had")
    with pytest.raises(GraphError, match="Dora Dale said it, and Ann Archer said"):
        room.clerk.merge(room.findings[other], here, {})


def test_a_merge_that_tells_no_day_replays_as_it_did(room: Room, workspace: Workspace) -> None:
    here = named(room, "We failed to close the sluice in time,")
    there = next(name for name in room.findings if name.endswith("-1-38"))
    made = room.desk.decide(room.clerk.merge(room.findings[there], here, {}), BY)
    assert made[-1].more["issued"] == "2024-03-06"
    older = [replace(one, more={key: value for key, value in one.more.items() if key != "issued"}) for one in made]
    names = {name.removesuffix(".ttl") for name in reviewed(workspace)}
    assert {f"{name}.ttl": text.encode() for name, text in render(replay(older), names).items()} == reviewed(workspace)

"""Each decision does what it says, and its undoing brings back every byte."""

import pytest

from kg.errors import ParameterError
from kg.review.nodes import one
from kg.review.room import Room
from kg.turtle import format_turtle
from kg.workspace import Workspace
from tests.review.conftest import named, reviewed, text_of, waiting

BY = "Ann Reviewer"


def test_accept_puts_a_finding_on_record_and_takes_it_from_the_machine(room: Room, workspace: Workspace) -> None:
    name = named(room, "We failed")
    room.desk.decide(room.clerk.accept(room.findings[name], {}), BY)
    assert f"{name}\n    a kg:Statement" in text_of(workspace)
    assert "kg:origin kg:reviewed" in text_of(workspace)
    for word in ("kg:machine", "kg:confidence", "kg:Candidacy"):
        assert word not in text_of(workspace)
    assert name.removeprefix("id:") not in b"".join(waiting(workspace).values()).decode()
    for content in reviewed(workspace).values():
        assert format_turtle(content.decode()) == content.decode()


def test_undo_brings_back_every_byte(room: Room, workspace: Workspace) -> None:
    before = reviewed(workspace), waiting(workspace)
    for words in ("We failed", "for the flood", "nobody had"):
        room.desk.decide(room.clerk.accept(room.findings[named(room, words)], {}), BY)
    while room.desk.last_of(BY):
        room.desk.undo(room.desk.last_of(BY), BY)
    assert (reviewed(workspace), waiting(workspace)) == before
    assert len(room.desk.judgements) == 6


def test_an_undoing_can_be_undone(room: Room, workspace: Workspace) -> None:
    room.desk.decide(room.clerk.accept(room.findings[named(room, "We failed")], {}), BY)
    after = reviewed(workspace), waiting(workspace)
    undone = room.desk.undo(room.desk.last_of(BY), BY)
    room.desk.undo([undone[0].id], BY)
    assert (reviewed(workspace), waiting(workspace)) == after


def test_edit_mends_every_field(room: Room, workspace: Workspace) -> None:
    name = named(room, "to resign")
    finding = room.findings[name]
    changes = {
        "speaker": "Ben Baker",
        "acts": "calls-for; criticises",
        "polarity": "negated",
        "towards": "Smallton Council",
        "about": "fire-2023",
        "said_on": "2024-03-05",
        "gist": "He wants the mayor to leave her post.",
        "occasion": "a meeting of the council",
        "hedge": "reportedly",
    }
    made = room.desk.decide(room.clerk.accept(finding, changes), BY)
    assert [item.decision for item in made] == ["edit"]
    node = room.desk.state.kept[name][name]
    assert one(node, "kg:speaker") == "id:ben-baker"
    assert node["kg:act"] == ("act:calls-for", "act:criticises")
    assert (one(node, "kg:earliest"), one(node, "kg:latest"), one(node, "kg:saidOn")) == ("2024-03-05",) * 3
    assert one(node, "kg:towards") == "id:council"
    assert one(node, "kg:about") == "id:fire-2023"
    assert "reportedly" in text_of(workspace)
    assert "UnresolvedSpeaker" not in text_of(workspace), "nobody names the unresolved speaker any more"


def test_whom_a_change_names_stays_when_the_finding_that_proposed_them_goes(room: Room, workspace: Workspace) -> None:
    before = reviewed(workspace), waiting(workspace)
    room.desk.decide(room.clerk.accept(room.findings[named(room, "for the flood")], {"speaker": "Dora Dale"}), BY)
    assert "id:n-dora-dale\n    a kg:Person" in text_of(workspace)
    room.desk.decide(room.clerk.reject(room.findings[named(room, "officers had")]), BY)
    assert "id:n-dora-dale\n    a kg:Person" in text_of(workspace)
    while room.desk.last_of(BY):
        room.desk.undo(room.desk.last_of(BY), BY)
    assert (reviewed(workspace), waiting(workspace)) == before


def test_a_candidate_of_another_source_stays_one(room: Room, workspace: Workspace) -> None:
    other = named(room, "whether she")
    path = workspace.derived_dir / "findings" / f"{room.findings[other].source.removeprefix('id:')}.ttl"
    weighed = f'id:c-weighed a kg:Candidacy ; kg:of {other} ; kg:role "speaker" ; kg:candidate id:n-dora-dale ;'
    path.write_text(format_turtle(f'{path.read_text()}\n{weighed} kg:score 0.3 ; rdfs:comment "near"@en .\n'))
    before = waiting(workspace)
    room.desk.decide(room.clerk.reject(room.findings[named(room, "officers had")]), BY)
    assert "id:n-dora-dale\n    a kg:Person" in b"".join(waiting(workspace).values()).decode()
    room.desk.undo(room.desk.last_of(BY), BY)
    assert waiting(workspace) == before


def test_edit_of_the_content_moves_passage_report_and_statement(room: Room, workspace: Workspace) -> None:
    name = named(room, "for the flood")
    src8 = name.removeprefix("id:s-")[:8]
    made = room.desk.decide(room.clerk.accept(room.findings[name], {"content": "[72-98]"}), BY)
    assert made[0].object == f"id:s-{src8}-72-98"
    text = text_of(workspace)
    for key in ("p", "r", "s"):
        assert f"id:{key}-{src8}-72-98\n" in text
    assert "85-98" not in text
    room.desk.undo(room.desk.last_of(BY), BY)
    assert name in room.desk.undecided()


def test_the_post_follows_the_speaker_and_the_day(room: Room) -> None:
    finding = room.findings[named(room, "nobody had")]
    mended = room.mender.mend(finding, {"speaker": "ann-archer"})
    assert one(mended.nodes[mended.id], "kg:spokeAs") == "id:ann-archer-mayor-2018"
    mended = room.mender.mend(finding, {"speaker": "ann-archer", "said_on": "2017-01-01"})
    assert "kg:spokeAs" not in mended.nodes[mended.id]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"speaker": "Baker"}, "speaker"),
        ({"speaker": "ben-baker; bea-baker"}, "several"),
        ({"speaker": "nobody at all"}, "nobody at all"),
        ({"acts": ""}, "acts"),
        ({"polarity": "maybe"}, "maybe"),
        ({"said_on": "yesterday"}, "yesterday"),
        ({"said_on": "2024-02-30"}, "2024-02-30"),
        ({"said_on": "2024-04-01"}, "after"),
        ({"content": "[5-999999]"}, "999999"),
        ({"content": "[50-60] [55-70]"}, "places"),
        ({"gist": "short"}, "gist"),
        ({"colour": "red"}, "colour"),
        ({"about": "ann-archer"}, "incident"),
        ({"speaker": "new: Cy Cole, mother of two"}, "no office"),
        ({"speaker": "new: Cy Cole"}, "office"),
    ],
)
def test_what_cannot_be_is_refused(room: Room, workspace: Workspace, changes: dict[str, str], told: str) -> None:
    with pytest.raises(ParameterError, match=told):
        room.clerk.accept(room.findings[named(room, "nobody had")], changes)
    assert not reviewed(workspace)


def test_split_makes_two_statements_with_their_own_proof(room: Room, workspace: Workspace) -> None:
    name = named(room, "nobody had been")
    start = int(name.rsplit("-", 2)[1])
    place = start + len("nobody had been ")
    room.desk.decide(room.clerk.split(room.findings[name], str(place)), BY)
    text = text_of(workspace)
    assert text.count("a kg:Statement") == 2
    assert f"-{start}-{place - 1}\n" in text
    assert f"-{place}-" in text
    room.desk.undo(room.desk.last_of(BY), BY)
    assert not reviewed(workspace)


def test_withdrawn_is_out_of_the_record_and_does_not_wait_again(room: Room, workspace: Workspace) -> None:
    name = named(room, "We failed")
    room.desk.decide(room.clerk.accept(room.findings[name], {}), BY)
    before = reviewed(workspace)
    room.desk.decide(room.clerk.withdraw(room.kept[name], "retracted"), BY)
    assert not reviewed(workspace)
    assert name not in room.desk.undecided()
    room.desk.undo(room.desk.last_of(BY), BY)
    assert reviewed(workspace) == before


def test_private_persons_are_not_made_agents(room: Room, workspace: Workspace) -> None:
    path = next((workspace.derived_dir / "findings").glob("gazette*"))
    path.write_text(path.read_text().replace('"Chief Constable"@en ;', '"a mother of two"@en ;', 1))
    room.forget()
    finding = room.findings[named(room, "officers had")]
    with pytest.raises(ParameterError, match="Dora Dale: no office is told"):
        room.clerk.accept(finding, {})
    room.desk.decide(room.clerk.accept(finding, {"speaker": "unnamed: a resident"}), BY)
    text = text_of(workspace)
    assert "dora" not in text.replace("n-dora", "").casefold() or "kg:Person" not in text
    assert 'rdfs:label "a resident"@en' in text
    assert "agents.ttl" not in reviewed(workspace)

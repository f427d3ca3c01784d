"""Each decision does what it says, and its undoing brings back every byte."""

import random

import pytest

from kg.errors import GraphError, ParameterError
from kg.review import judgement as j
from kg.review.desk import Ask, ConflictError, Desk
from kg.review.judgement import load_judgements
from kg.review.nodes import one
from kg.review.render import file_names, render
from kg.review.room import Room
from kg.review.state import replay
from kg.turtle import format_turtle
from kg.workspace import Workspace
from tests.review.conftest import named, reviewed, waiting
from tests.review.record import triples

BY = "Ann Reviewer"


def text_of(workspace: Workspace) -> str:
    return "\n".join(content.decode() for content in reviewed(workspace).values())


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


def test_one_utterance_in_two_outlets_is_proposed_and_merged_by_a_person(room: Room, workspace: Workspace) -> None:
    here, there = named(room, "We failed to close the sluice in time,"), ""
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


def test_what_was_changed_or_decided_meanwhile_is_a_conflict(room: Room, workspace: Workspace) -> None:
    finding = room.findings[named(room, "We failed")]
    asks = room.clerk.accept(finding, {})
    other = Desk(workspace)
    other.decide([Ask(j.REJECT, finding.id, found=finding.nodes, version=finding.version)], "Ben Reviewer")
    with pytest.raises(ConflictError, match="Ben Reviewer has decided on it meanwhile"):
        room.desk.decide(asks, BY)
    later = room.findings[named(room, "for the flood")]
    path = next((workspace.derived_dir / "findings").glob("gazette*"))
    path.write_text(path.read_text().replace("act:apologises", "act:regrets"))
    with pytest.raises(ConflictError, match="differs meanwhile"):
        room.desk.decide(room.clerk.accept(later, {}), BY)
    assert not reviewed(workspace)


def test_what_later_judgements_build_upon_is_not_undone_before_them(room: Room) -> None:
    name = named(room, "We failed")
    accepted = room.desk.decide(room.clerk.accept(room.findings[name], {}), BY)
    room.desk.decide(room.clerk.withdraw(room.kept[name]), BY)
    with pytest.raises(ConflictError, match="a later judgement builds upon it"):
        room.desk.undo([accepted[0].id], BY)


@pytest.mark.parametrize("seed", range(6))
def test_reviewed_files_are_a_pure_function_of_the_judgements(room: Room, workspace: Workspace, seed: int) -> None:
    chance = random.Random(seed)
    states: list[tuple[dict[str, bytes], dict[str, bytes]]] = [(reviewed(workspace), waiting(workspace))]
    for _ in range(14):
        if len(states) > 1 and chance.random() < 0.35:
            states.pop()
            room.desk.undo(room.desk.last_of(BY), BY)
            assert (reviewed(workspace), waiting(workspace)) == states[-1]
        elif asks := _some_decision(room, chance):
            room.desk.decide(asks, BY)
            states.append((reviewed(workspace), waiting(workspace)))
        room.forget()
        again = replay(load_judgements(workspace))
        made = render(again, file_names(again), workspace.base)
        assert {f"{name}.ttl": text.encode() for name, text in made.items() if text} == reviewed(workspace)
    while room.desk.last_of(BY):
        room.desk.undo(room.desk.last_of(BY), BY)
    for name, content in states[0][1].items():
        assert waiting(workspace)[name].decode() == content.decode(), [one.decision for one in room.desk.judgements]
    assert (reviewed(workspace), waiting(workspace)) == states[0]


def _some_decision(room: Room, chance: random.Random) -> list[Ask]:
    """Return a decision that can be taken, of any kind; none if the one that was drawn cannot be."""
    names = sorted({**room.findings, **room.kept})
    name = chance.choice(names)
    finding = room.findings.get(name) or room.kept[name]
    clerk = room.clerk
    try:
        if name in room.kept:
            kind = chance.choice(("edit", "withdraw", "merge", "agent"))
        else:
            kind = chance.choice(("accept", "edit", "content", "reject", "merge", "split", "agent"))
        if kind == "accept":
            return clerk.accept(finding, {})
        if kind == "edit":
            return clerk.accept(finding, {"gist": f"He says the thing {chance.random()}.", "speaker": "ben-baker"})
        if kind == "content":
            start, end = finding.spans(next(iter(finding.reports)))[0]
            return clerk.accept(finding, {"content": f"{start}-{end - chance.randint(1, 4)}"})
        if kind == "reject":
            return clerk.reject(finding)
        if kind == "withdraw":
            return clerk.withdraw(finding)
        if kind == "split":
            return clerk.split(finding, str(finding.spans(next(iter(finding.reports)))[0][0] + 4))
        if kind == "agent":
            speaker = one(finding.statement, "kg:speaker")
            return clerk.merge_agents(speaker, chance.choice(("ben-baker", "ann-archer")), finding.nodes)
        return clerk.merge(finding, chance.choice([other for other in names if other != name]), {})
    except (GraphError, ParameterError):
        return []


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


@pytest.mark.parametrize(
    "record", ["{", "[]", '{"found":{"id:a":{"zz:b":["id:c"]}}}', '{"found":{"id:a":{"kg:b":[1]}}}']
)
def test_a_record_that_was_edited_by_hand_is_told(room: Room, workspace: Workspace, record: str) -> None:
    room.desk.decide(room.clerk.accept(room.findings[named(room, "We failed")], {}), BY)
    path = next((workspace.root / "seeds/judgements").glob("*.ttl"))
    lines = path.read_text("utf-8").split("\n")
    quoted = record.replace('"', '\\"')
    edited = [f'    kg:record "{quoted}"^^rdf:JSON ;' if "kg:record" in line else line for line in lines]
    path.write_text("\n".join(edited), "utf-8")
    with pytest.raises(GraphError, match="record"):
        Desk(workspace).settle()


def test_judgements_are_only_ever_appended(room: Room, workspace: Workspace) -> None:
    contents = [b""]
    path = workspace.root / "seeds/judgements"
    for words in ("We failed", "for the flood", "nobody had"):
        room.desk.decide(
            room.clerk.accept(room.findings[named(room, words)], {}, why="seen" if "f" in words else ""), BY
        )
        file = next(path.glob("*.ttl"))
        blocks = file.read_text().rstrip("\n").split("\n\n")[1:]
        former = contents[-1].decode().rstrip("\n").split("\n\n")[1:]
        assert blocks[:-1] == former
        assert format_turtle(file.read_text()) == file.read_text()
        contents.append(file.read_bytes())
    assert len(triples(file)) == 20

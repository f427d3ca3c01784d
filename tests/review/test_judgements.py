"""Judgements are only appended, and the reviewed files follow from them alone."""

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

"""The gist of an accepted statement: the reviewer's words, or facts; never those of the article."""

import pytest

from kg.review import judgement as j
from kg.review.desk import Ask
from kg.review.judgement import load_judgements
from kg.review.nodes import Nodes, one, text
from kg.review.render import file_names, render
from kg.review.room import Room
from kg.review.state import replay
from kg.workspace import Workspace
from tests.review.conftest import named, reviewed, text_of, waiting

BY = "Ann Reviewer"
INDIRECT, DIRECT = "nobody had been", "We failed to close the sluice in time,"


def gist_of(room: Room, name: str) -> str:
    return one(room.desk.state.kept[name][name], "kg:gist")


def test_an_accepted_statement_keeps_no_prose(room: Room, workspace: Workspace) -> None:
    before = waiting(workspace)
    for words in (INDIRECT, DIRECT):
        room.desk.decide(room.clerk.accept(room.findings[named(room, words)], {}), BY)
    room.desk.decide(room.clerk.reject(room.findings[named(room, "officers had")]), BY)
    (judged,) = (workspace.root / "seeds/judgements").glob("*.ttl")
    on_record = text_of(workspace) + judged.read_text("utf-8")
    assert "nobody had been warned of the water" not in on_record
    assert "Dora Dale denies (about: The flood of Smallton)" in on_record, "what was rejected keeps none, either"
    assert "a resident states (about: The flood of Smallton)" in on_record
    quoted = "Ann Archer admits (about: The flood of Smallton): “We failed to close the sluice in time,”"
    assert quoted in on_record
    while room.desk.last_of(BY):
        room.desk.undo(room.desk.last_of(BY), BY)
    assert waiting(workspace) == before, "the words as found are back where they are derived"


def test_without_the_derived_folder_an_undoing_brings_facts(room: Room, workspace: Workspace) -> None:
    name = named(room, INDIRECT)
    room.desk.decide(room.clerk.reject(room.findings[name]), BY)
    for path in (workspace.derived_dir / "review" / "gists").iterdir():
        path.unlink()
    room.desk.undo(room.desk.last_of(BY), BY)
    assert one(room.desk.undecided()[name].statement, "kg:gist") == "a resident states (about: The flood of Smallton)"


def test_a_gist_that_somebody_writes_stays_through_later_edits(room: Room) -> None:
    name, words = named(room, INDIRECT), "She says that no warning came."
    room.desk.decide(room.clerk.accept(room.findings[name], {"gist": words}), BY)
    assert gist_of(room, name) == words
    room.desk.decide(room.clerk.accept(room.kept[name], {"acts": "criticises"}), BY)
    assert gist_of(room, name) == words
    room.desk.decide(room.clerk.accept(room.kept[name], {"gist": ""}), BY)
    assert gist_of(room, name) == "a resident criticises (about: The flood of Smallton)"


def test_facts_follow_an_edit_and_lose_neither_hedge_nor_polarity(room: Room) -> None:
    name = named(room, INDIRECT)
    changes = {"hedge": "reportedly", "polarity": "negated", "towards": "ann-archer", "on_behalf_of": "council"}
    room.desk.decide(room.clerk.accept(room.findings[name], changes), BY)
    told = gist_of(room, name)
    for part in ("reportedly", "reported as not done", "towards: Ann Archer", "for Smallton Council"):
        assert part in told


def test_both_halves_of_a_split_have_facts(room: Room, workspace: Workspace) -> None:
    name = named(room, INDIRECT)
    start = int(name.rsplit("-", 2)[1])
    room.desk.decide(room.clerk.split(room.findings[name], str(start + len("nobody had been "))), BY)
    assert text_of(workspace).count('kg:gist "a resident states (about: The flood of Smallton)"@en') == 2


def test_older_judgements_come_to_the_same_bytes(room: Room, workspace: Workspace) -> None:
    finding = room.findings[named(room, INDIRECT)]
    room.desk.decide([Ask(j.ACCEPT, finding.id, found=finding.nodes, version=finding.version)], BY)
    assert gist_of(room, finding.id) == "nobody had been warned of the water"
    state = replay(load_judgements(workspace))
    made = render(state, file_names(state), workspace.base)
    assert {f"{name}.ttl": content.encode() for name, content in made.items() if content} == reviewed(workspace)


def test_a_long_quotation_is_cut_and_its_pieces_stand_in_their_order(room: Room) -> None:
    finding = room.findings[named(room, DIRECT)]
    report = next(iter(finding.reports))
    nodes: Nodes = {key: dict(node) for key, node in finding.nodes.items()}
    nodes[report]["kg:quotation"] = (text("the council. " * 40), text("We failed"))
    told = room.clerk.facts(type(finding)(finding.id, nodes))
    assert len(told) <= 300
    assert told.endswith("…”")


def test_tables_show_facts_and_leave_the_gist_to_be_written(room: Room) -> None:
    from kg.review.sheet import cells_of

    cells = cells_of(room.looker.look(room.findings[named(room, INDIRECT)]))
    assert cells["gist"] == ""
    assert cells["facts"] == "a resident states (about: The flood of Smallton)"
    assert (cells["speaker_name"], cells["about_name"]) == ("a resident", "The flood of Smallton")


@pytest.mark.parametrize("words", ["short", "x" * 501])
def test_a_gist_is_neither_a_word_nor_an_essay(room: Room, words: str) -> None:
    from kg.errors import ParameterError

    with pytest.raises(ParameterError, match="gist"):
        room.clerk.accept(room.findings[named(room, INDIRECT)], {"gist": words})

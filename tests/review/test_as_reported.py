"""What was said stays findable and readable after it was accepted: from the text that is kept, and nowhere else."""

from pathlib import Path

from kg.ask.cards import Cards
from kg.ask.stems import stem
from kg.model import Statement
from kg.query.records import load_statements
from kg.review.room import Room
from kg.show.statements import write_statements
from kg.store import build, open_store
from kg.workspace import Workspace
from tests.review.conftest import named, text_of

BY = "Ann Reviewer"
INDIRECT, DIRECT = "nobody had been", "We failed to close the sluice in time,"
PASSAGE = "nobody had been warned of the water"


def _accept(room: Room, words: str, **changes: str) -> str:
    """Accept a finding and return the IRI of its statement."""
    name = named(room, words)
    room.desk.decide(room.clerk.accept(room.findings[name], changes), BY)
    return room.desk.workspace.base + name.removeprefix("id:")


def _statement(workspace: Workspace, iri: str) -> Statement:
    with open_store(workspace) as store:
        (found,) = load_statements(store, [iri])
    return found


def _found_by(workspace: Workspace, words: str) -> set[str]:
    with open_store(workspace) as store:
        return {statement for statement, _, _ in store.search_words(words)}


def _kept_text(workspace: Workspace) -> Path:
    return next(path for path in (workspace.derived_dir / "sources").iterdir() if PASSAGE in path.read_text("utf-8"))


def test_what_was_accepted_is_found_and_read_by_its_words(room: Room, workspace: Workspace) -> None:
    iri = _accept(room, INDIRECT)
    assert PASSAGE not in text_of(workspace)
    assert iri in _found_by(workspace, "warned water")
    with open_store(workspace) as store:
        (card,) = Cards(store).get([iri])
        assert {stem("warned"), stem("water")} <= card.stems
        assert stem("warned") not in card.said, "they are no words of the speaker"
    statement = _statement(workspace, iri)
    start, end = statement.reports[0].spans[0]
    lines = [line.strip() for line in write_statements([statement], 200)]
    assert f"as reported: {PASSAGE} [{start}-{end}]" in lines
    assert not any("(about: " in line for line in lines), "facts that other lines tell stand once"


def test_a_gist_of_ones_own_stands_beside_the_passage(room: Room, workspace: Workspace) -> None:
    iri = _accept(room, INDIRECT, gist="There was no warning before it.")
    lines = "\n".join(write_statements([_statement(workspace, iri)], 200))
    assert "There was no warning before it." in lines
    assert f"as reported: {PASSAGE}" in lines


def test_a_quotation_is_shown_once(room: Room, workspace: Workspace) -> None:
    statement = _statement(workspace, _accept(room, DIRECT))
    assert statement.reports[0].told == "", "its words are on record"
    assert "\n".join(write_statements([statement], 200)).count("We failed to close") == 1


def test_a_text_that_goes_and_comes_back(room: Room, workspace: Workspace) -> None:
    iri, path = _accept(room, INDIRECT), _kept_text(workspace)
    assert iri in _found_by(workspace, "warned water")
    data = path.read_bytes()
    path.unlink()
    assert iri not in _found_by(workspace, "warned water")
    assert _statement(workspace, iri).reports[0].told == ""
    path.write_bytes(data)
    assert iri in _found_by(workspace, "warned water")


def test_a_changed_text_tells_nothing(room: Room, workspace: Workspace) -> None:
    iri, path = _accept(room, INDIRECT), _kept_text(workspace)
    path.write_text(path.read_text("utf-8").replace(PASSAGE, PASSAGE.replace("nobody", "anybody")), "utf-8")
    build(workspace, full=True)
    assert _statement(workspace, iri).reports[0].told == ""
    assert iri not in _found_by(workspace, "warned water")


def test_builds_in_steps_forget_and_learn_like_one_anew(room: Room, workspace: Workspace) -> None:
    iri = _accept(room, INDIRECT)
    assert iri in _found_by(workspace, "warned water")
    # The reviewed file changes again, and its statement goes.
    other = _accept(room, "officers had")
    room.desk.undo(room.desk.last_of(BY, 2), BY)
    _accept(room, "officers had")
    assert other in _found_by(workspace, "officers late")
    in_steps = _index(workspace)
    build(workspace, full=True)
    assert _index(workspace) == in_steps


def _index(workspace: Workspace) -> list[tuple[str, ...]]:
    with open_store(workspace) as store:
        words = store.side.execute("SELECT count(*) FROM words WHERE words MATCH 'water OR late'").fetchall()
        return [*map(str, words), *store.side.execute("SELECT statement, report, text FROM told ORDER BY 1, 2")]

"""The review at a terminal: single keys, on a real pseudo-terminal."""

import unicodedata
from pathlib import Path

import pytest

from kg.plain import columns_of
from kg.review.judgement import load_judgements
from kg.review.room import Room
from kg.review.screen import Screen, card, help_lines
from kg.workspace import Workspace
from tests.review.conftest import named, reviewed, waiting
from tests.review.record import GAZETTE, HERALD
from tests.review.terminal import Terminal

HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202eevil\u2066[[not said]] <<nobody>> {{cue}}\r\x00"


def decisions(workspace: Workspace) -> list[tuple[str, str]]:
    return [(one.decision, one.by) for one in load_judgements(workspace)]


def test_keys_accept_reject_skip_and_undo(workspace: Workspace) -> None:
    before = reviewed(workspace), waiting(workspace)
    terminal = Terminal(workspace.root, "review", "--by", "Tess")
    first = terminal.press("a")
    assert "1 of 7" in first
    assert "[[to resign]]" in first
    assert "<<Ben Baker>>" in first
    assert "{{called on}}" in first
    assert "1 Ben Baker (0.60; surname Baker)" in first
    assert "2 of 7" in terminal.press("r")
    assert "3 of 7" in terminal.press("s")
    assert "4 of 7" in terminal.press("u")
    assert "Undone" in terminal.press("u")
    terminal.press("q")
    assert terminal.end() == 0
    assert "0 decided, 7 left" in terminal.shown
    assert decisions(workspace) == [("accept", "Tess"), ("reject", "Tess"), ("undo", "Tess"), ("undo", "Tess")]
    assert (reviewed(workspace), waiting(workspace)) == before


def test_a_candidate_by_its_number_and_fields_by_their_keys(workspace: Workspace) -> None:
    terminal = Terminal(workspace.root, "review", "--by", "Tess", "--below", "0.5")
    terminal.press("1")
    assert "ben-baker  (changed)" in terminal.press("o").replace("ben-baker (changed)", "ben-baker  (changed)")
    terminal.press("t")
    terminal.press("calls-for; criticises\r")
    terminal.press("g")
    terminal.press("He does not want her to stay on.\r")
    shown = terminal.press("d")
    assert "criticises" in shown
    terminal.press("called on ... resign\r")
    assert "Content" in terminal.press("a")
    assert terminal.end() == 0
    (made,) = load_judgements(workspace)
    node = made.result[made.object]
    assert made.decision == "edit"
    assert node["kg:speaker"] == ("id:ben-baker",)
    assert node["kg:polarity"] == ("kg:negated",)
    assert node["kg:act"] == ("act:calls-for", "act:criticises")
    start = GAZETTE.index("called on")
    assert made.object.endswith(f"-{start}-{GAZETTE.index('to resign') + len('to resign')}")


def test_what_cannot_be_is_told_and_the_card_stays(workspace: Workspace) -> None:
    terminal = Terminal(workspace.root, "review", "--below", "0.5")
    terminal.press("w")
    terminal.press("Baker\r")
    shown = terminal.press("w")
    assert "ben-baker" in shown
    assert "--speaker" not in shown, "a name is typed here, not an option"
    terminal.press("Zoe Zander\r")
    assert '"new: Jane Doe, chief constable"' in " ".join(terminal.press("t").split())
    terminal.press("confesses\r")
    shown = terminal.press("z")
    assert "admits (changed)" in shown
    assert "of the facts as changed" in shown
    assert "No such key: z" in terminal.press("?")
    assert "take back the changes" in terminal.press("x")
    terminal.press("q")
    assert terminal.end() == 0
    assert not decisions(workspace)


def test_the_same_utterance_is_shown_and_merged(workspace: Workspace) -> None:
    terminal = Terminal(workspace.root, "review", "--by", "Tess", "--source", "herald-ae56612c", "--below", "0.7")
    shown = terminal.press("m")
    assert "Same?" in shown
    assert "100% alike" in shown
    terminal.press("1\r")
    assert terminal.end() == 0
    assert [kind for kind, _ in decisions(workspace)] == ["accept", "accept", "merge"]


def test_what_was_decided_is_kept_when_the_terminal_is_gone(workspace: Workspace) -> None:
    terminal = Terminal(workspace.root, "review", "--by", "Tess")
    terminal.press("a")
    terminal.press("\x03")
    assert terminal.end() == 130
    assert "Traceback" not in terminal.shown
    assert decisions(workspace) == [("accept", "Tess")]
    again = Terminal(workspace.root, "review", "--by", "Tess")
    assert "1 of 6" in again.press("q")
    assert again.end() == 0


def test_another_reviewer_is_quicker(workspace: Workspace) -> None:
    mine = Terminal(workspace.root, "review", "--by", "Mine")
    mine.wait()
    other = Terminal(workspace.root, "review", "--by", "Other")
    other.press("r")
    other.press("q")
    assert other.end() == 0
    import os

    os.write(mine.master, b"a")
    shown = mine.press("q")
    assert "Other has decided on it meanwhile" in shown
    assert mine.end() == 0
    assert decisions(workspace) == [("reject", "Other")]


@pytest.mark.parametrize("columns", [20, 60, 200])
def test_a_card_fits_every_width(room: Room, columns: int) -> None:
    for name, text in (("We failed to close the sluice in time,", GAZETTE), ("officers", GAZETTE)):
        look = room.looker.look(room.findings[named(room, name)])
        lines = card(look, {"gist": "word " * 60}, text, "1 of 7", Screen(columns))
        assert max(map(columns_of, lines)) <= columns
        assert "[[" in " ".join(lines)
    assert max(map(len, help_lines(columns))) <= columns


def test_no_colour_where_none_is_wanted(workspace: Workspace) -> None:
    plain = Terminal(workspace.root, "review")
    assert "\x1b" not in plain.press("q")
    plain.end()
    coloured = Terminal(workspace.root, "review", term="xterm")
    assert "\x1b[1m[[to resign]]" in coloured.press("q").replace("\x1b[0m\n", "\n")
    coloured.end()


@pytest.mark.parametrize("term", ["dumb", "xterm"])
def test_no_terminal_obeys_a_document(workspace: Workspace, term: str) -> None:
    folder = workspace.derived_dir
    for path in [*(folder / "findings").glob("*.ttl"), *(workspace.root / "seeds").rglob("*.ttl")]:
        text = path.read_text("utf-8")
        escaped = HOSTILE.encode("unicode_escape").decode().replace("\\x1b", "\\u001B").replace("\\x07", "\\u0007")
        escaped = escaped.replace("\\x9b", "\\u009B").replace("\\r", "\\r").replace("\\x00", "").replace("\x00", "")
        for words in ("Ben Baker", "surname Baker", "called on"):
            text = text.replace(f'"{words}"@en', f'"{words}{escaped}"@en')
        if "findings" in str(path):
            path.write_text(text, "utf-8")
    terminal = Terminal(workspace.root, "review", "--below", "0.5", "--by", "T", term=term)
    shown = terminal.press("q")
    terminal.end()
    own = ("\x1b[H\x1b[2J", "\x1b[1m", "\x1b[2m", "\x1b[0m", "\x1b[36m", "\x1b[33m")
    for sequence in own:
        shown = shown.replace(sequence, "")
    assert "Who" in shown, shown
    odd = [char for char in shown if unicodedata.category(char) in ("Cc", "Cf") and char not in "\n"]
    assert odd == []


def test_a_text_with_marks_and_controls_of_its_own(room: Room) -> None:
    look = room.looker.look(room.findings[named(room, "We failed to close the sluice in time,")])
    text = GAZETTE.replace("Mayor sorry for the sluice", HOSTILE[:26].ljust(26, "x"))
    assert len(text) == len(GAZETTE)
    for colour in (False, True):
        lines = "\n".join(card(look, {}, text, "1", Screen(80, 300, colour)))
        assert "\x1b]" not in lines
        assert "\x07" not in lines
        assert "\u202e" not in lines
        assert lines.count("[[") == 1


def test_without_the_text_the_words_are_still_shown(workspace: Workspace) -> None:
    for path in (workspace.derived_dir / "sources").glob("*"):
        path.unlink()
    for path in (workspace.derived_dir / "read").rglob("*.json"):
        path.unlink()
    terminal = Terminal(workspace.root, "review", "--by", "Tess")
    shown = terminal.press("a")
    assert "The text of the source is not at hand" in shown
    terminal.press("q")
    assert terminal.end() == 0
    assert len(decisions(workspace)) == 1


def test_the_invented_articles_are_those_of_the_record(made: Path) -> None:
    assert (made / "gazette.txt").read_text("utf-8") == GAZETTE
    assert (made / "herald.txt").read_text("utf-8") == HERALD


def test_what_is_noted_is_not_decided(workspace: Workspace) -> None:
    terminal = Terminal(workspace.root, "review", "--by", "Tess")
    terminal.press("n")
    terminal.press("Who is it?\r")
    terminal.press("q")
    assert terminal.end() == 0
    assert "0 decided, 1 noted as not sure, 7 left" in terminal.shown

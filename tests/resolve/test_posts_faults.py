"""``kg import posts`` and bad input: a clear error, and nothing half written."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kg.cli.init import make_workspace
from kg.errors import KgError
from kg.resolve import posts_tables
from kg.resolve.posts import import_posts, replace_folder
from kg.resolve.posts_known import FOLDER
from kg.workspace import Workspace, find_workspace
from tests.conftest import Outcome
from tests.resolve.posts_data import TABLES, with_rows, write_tables

RunKg = Callable[..., Outcome]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    make_workspace(tmp_path / "ws", "Ferries")
    return find_workspace(tmp_path / "ws")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_tables(tmp_path / "data")


def fails(workspace: Workspace, data: Path) -> str:
    """Return the error of an import, which must leave a former one as it was."""
    folder = workspace.root / FOLDER
    before = {path: path.read_bytes() for path in folder.glob("*")}
    with pytest.raises(KgError) as caught:
        import_posts(workspace, data)
    assert caught.value.hint
    assert {path: path.read_bytes() for path in folder.glob("*")} == before
    assert not list((workspace.root / "seeds").rglob(".*"))
    return caught.value.message


@pytest.mark.parametrize(
    ("table", "row", "told"),
    [
        ("appointment", ["a-x", "p-ann", "t-tides", "1995-13-01", ""], "line 10: start_date is no date: '1995-13-01'"),
        ("appointment", ["a-x", "p-ann", "t-tides", "1995-02-30", ""], "line 10: start_date is no date"),
        ("appointment", ["a-x", "p-ann", "t-tides", "5/3/1995", ""], "line 10: start_date is no date"),
        ("appointment", ["a-x", "p-ann", "t-tides", "", ""], "line 10: start_date is empty"),
        ("appointment", ["a-x", "p-zoe", "t-tides", "1995-01-01", ""], "person_id 'p-zoe' is not in person.csv"),
        ("appointment", ["a-x", "p-ann", "t-zoo", "1995-01-01", ""], "post_id 't-zoo' is not in post.csv"),
        (
            "appointment",
            ["a-ann", "p-ann", "t-tides", "1995-01-01", ""],
            "line 10: the id 'a-ann' stands on line 2 too",
        ),
        ("appointment", ["", "p-ann", "t-tides", "1995-01-01", ""], "line 10: the row has no id"),
        ("appointment", ["a-x", "p-ann", "t-tides"], "line 10: 3 cells under 5 columns"),
        ("person", ["p-ann", "Ann Archer", "Ann Archer", "Archer", "F", "", ""], "'Ann Archer' twice"),
        ("person", ["p-x", "Bad\u202eName", "", "x", "F", "", ""], "line 9: name holds the control character U+202E"),
        ("person", ["p-x", "x" * 5000, "", "x", "F", "", ""], "line 9: name has 5000 characters"),
        ("person", ["p-x", "", "", "x", "F", "", ""], "line 9: the person has no name"),
        ("organisation", ["b-x", "Body", "B", "2001-01-01", "2000-01-01"], "it ends (2000-01-01) before it begins"),
        ("post", ["t-x", "b-none", "Post", "Post", "MoS"], "organisation_id 'b-none' is not in organisation.csv"),
        (
            "appointment_characteristics",
            ["c-x", "a-ann", "", "perhaps", "", "", ""],
            "neither True nor False: 'perhaps'",
        ),
        ("organisation_link", ["l-x", "b-tides", "b-home", "Marriage", "2001-01-01", ""], "type is 'Marriage'"),
        ("post_relationship", ["g-x", "t-none", "Ferries", "MoS"], "post_id 't-none' is not in post.csv"),
    ],
)
def test_a_broken_row_is_named_by_file_line_and_reason(
    table: str, row: Sequence[str], told: str, workspace: Workspace, data: Path
) -> None:
    import_posts(workspace, data)
    message = fails(workspace, write_tables(data, with_rows(table, row)))
    assert f"{table}.csv, line " in message
    assert told in message


def test_a_wrong_folder_and_missing_files(workspace: Workspace, data: Path, tmp_path: Path) -> None:
    assert "there is no such folder" in fails(workspace, tmp_path / "nowhere")
    assert "not a folder" in fails(workspace, data / "post.csv")
    (data / "post.csv").unlink()
    (data / "person.csv").unlink()
    assert "there is no person.csv, post.csv" in fails(workspace, data)


def test_a_missing_column_is_named_with_those_there(workspace: Workspace, data: Path, run_kg: RunKg) -> None:
    write_tables(data, {"appointment": [row[:4] for row in TABLES["appointment"]]})
    done = run_kg("import", "posts", data, cwd=workspace.root)
    assert (done.code, done.out) == (2, "")
    assert "appointment.csv, line 1: no column end_date\nThe file has: id, person_id, post_id" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"id,name\n1,caf\xe9\n", "person.csv, line 2: not UTF-8 (byte 0xe9)"),
        ("id,name\n".encode("utf-16"), "not UTF-8"),
        (b"", "no column id"),
        (b'id,name,display_name,short_name,start_date,end_date\n1,"open', "no table of comma-separated values"),
        (b"id,name,display_name,short_name,start_date,end_date\n", "no row below its header"),
        (b"id,id,name,display_name,short_name,start_date,end_date\n", "two columns are called 'id'"),
        (b"\x00\x01\x02" * 50, "no column"),
    ],
)
def test_a_file_that_is_no_table(content: bytes, told: str, workspace: Workspace, data: Path) -> None:
    (data / "person.csv").write_bytes(content)
    assert told in fails(workspace, data)


def test_a_huge_file_is_not_read(workspace: Workspace, data: Path) -> None:
    with (data / "person.csv").open("ab") as stream:
        stream.truncate(posts_tables.MOST_BYTES + 1)
    assert "person.csv: 64 MB; at most 64 MB are read" in fails(workspace, data)


def test_a_pipe_is_no_file(workspace: Workspace, data: Path) -> None:
    (data / "person.csv").unlink()
    os.mkfifo(data / "person.csv")
    assert "person.csv: not a file" in fails(workspace, data)


def test_a_byte_order_mark_and_windows_lines_are_read(workspace: Workspace, data: Path) -> None:
    import_posts(workspace, data)
    for path in data.glob("*.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert import_posts(workspace, data).status == "unchanged"


def test_outside_a_workspace_nothing_is_written(tmp_path: Path, data: Path, run_kg: RunKg) -> None:
    done = run_kg("import", "posts", data, cwd=tmp_path)
    assert done.code == 2
    assert "kg init" in done.err


def test_files_of_others_in_the_folder_are_not_lost(workspace: Workspace, data: Path) -> None:
    import_posts(workspace, data)
    (workspace.root / FOLDER / "mine.ttl").write_text("# My own.\n", encoding="utf-8")
    write_tables(data, {"post_relationship": TABLES["post_relationship"][:1]})
    assert "mine.ttl is not of a former import" in fails(workspace, data)


def test_a_broken_file_of_the_workspace_is_named(workspace: Workspace, data: Path) -> None:
    (workspace.root / "seeds" / "broken.ttl").write_text("id:x a", encoding="utf-8")
    assert "broken.ttl, line 1" in fails(workspace, data)


def test_what_a_killed_process_left_is_taken_up(workspace: Workspace, data: Path) -> None:
    import_posts(workspace, data)
    target = workspace.root / FOLDER
    before = {path.name: path.read_bytes() for path in target.glob("*")}
    target.rename(target.with_name(".ifg.former"))
    target.with_name(".ifg.draft").mkdir()
    replace_folder(target, {name: text.decode() for name, text in before.items()})
    assert {path.name: path.read_bytes() for path in target.glob("*")} == before
    assert not list(target.parent.glob(".*"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(workspace: Workspace, data: Path) -> None:
    (workspace.root / "seeds").chmod(0o555)
    try:
        assert "cannot be written" in fails(workspace, data)
    finally:
        (workspace.root / "seeds").chmod(0o755)

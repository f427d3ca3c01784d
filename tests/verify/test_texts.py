"""Finding the texts of sources: by digest and by name, and what is wrong with what is found."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.verify import SourceRecord, load_texts

TEXT = "“No,” she said.\n"
RECORD = SourceRecord("gazette", "The Gazette", "gazette.txt", sha256(TEXT.encode()).hexdigest(), len(TEXT))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "gazette.txt"
    path.write_bytes(TEXT.encode())
    return path


def problem(folder: Path | None) -> tuple[bool, str]:
    source = load_texts(folder, [RECORD]).sources["gazette"]
    return source.document is not None, source.problem


def test_the_file_on_record_is_found(path: Path) -> None:
    assert problem(path.parent) == (True, "")


def test_a_renamed_file_is_found_by_its_digest(path: Path) -> None:
    path.rename(path.with_name("leak.txt"))
    assert problem(path.parent) == (True, "")


def test_the_right_digest_wins_over_the_right_name(path: Path) -> None:
    path.rename(path.with_name("original.txt"))
    path.write_bytes(b"A draft of something else\n")
    assert problem(path.parent) == (True, "")


def test_a_changed_file_is_told(path: Path) -> None:
    path.write_bytes(TEXT.replace("No", "Yes").encode())
    found, told = problem(path.parent)
    assert found
    assert told.startswith("gazette.txt has changed: its SHA-256 is ")


def test_bytes_that_are_no_text_are_told(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00\x00" + bytes(range(256)))
    found, told = problem(path.parent)
    assert found
    assert "gazette.txt is not UTF-8 (byte 0xff at offset 0, line 1)" in told


def test_a_wrong_length_on_record_is_told(path: Path) -> None:
    longer = SourceRecord("gazette", "The Gazette", "gazette.txt", RECORD.sha256, len(TEXT) + 2)
    source = load_texts(path.parent, [longer]).sources["gazette"]
    assert source.problem == f"gazette.txt has {len(TEXT)} characters, on record are {len(TEXT) + 2}"


@pytest.mark.parametrize("folder", [None, Path("tests")])
def test_a_missing_text_is_told(folder: Path | None) -> None:
    assert problem(folder) == (False, "gazette.txt is not at hand")


def test_a_folder_in_place_of_the_file_is_told(path: Path) -> None:
    path.unlink()
    path.mkdir()
    assert problem(path.parent) == (False, "gazette.txt is not a file")


def test_a_pipe_in_place_of_the_file_is_not_waited_for(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)
    assert problem(path.parent) == (False, "gazette.txt is not a file")


def test_a_source_without_a_digest_is_told(path: Path) -> None:
    source = load_texts(path.parent, [SourceRecord("gazette", "The Gazette", "gazette.txt", "")]).sources["gazette"]
    assert source.problem.endswith("none is on record")


def test_a_loop_of_links_is_told(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)
    found, told = problem(path.parent)
    assert not found
    assert told.startswith("gazette.txt cannot be read: Too many levels of symbolic links")


def test_a_broken_link_and_a_pipe_beside_it_do_no_harm(path: Path) -> None:
    (path.parent / "gone.txt").symlink_to(path.parent / "nowhere")
    os.mkfifo(path.parent / "pipe")
    assert problem(path.parent) == (True, "")


def test_a_folder_that_is_none_is_an_error(path: Path) -> None:
    for folder in (path, path.parent / "missing", Path("nul\0l")):
        with pytest.raises(SourceError, match="cannot be listed"):
            load_texts(folder, [RECORD])


def test_nothing_on_record_needs_no_text(tmp_path: Path) -> None:
    assert load_texts(tmp_path, []).sources == {}


def test_a_name_that_is_no_utf8_is_shown_as_what_can_be_shown(path: Path) -> None:
    path.rename(path.parent / os.fsdecode(b"\xff.txt"))
    source = load_texts(path.parent, [RECORD]).sources["gazette"]
    assert source.document is not None
    assert (source.document.name, source.problem) == ("\ufffd.txt", "")

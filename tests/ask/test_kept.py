"""The small tables beside the store: read as they were made, made again where they are broken or of another version."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.ask.kept import FILE, kept_rows
from kg.ask.record import Record
from kg.cli.build import command as build
from kg.store import GraphStore, open_store
from kg.workspace import find_workspace
from tests.small_record import write_workspace


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    """Return the open graph of a small record."""
    with open_store(find_workspace(write_workspace(tmp_path / "small"))) as opened:
        yield opened


def test_rows_are_kept_as_they_were_fetched(store: GraphStore) -> None:
    made = {key: [tuple(row) for row in rows] for key, rows in kept_rows(store).items()}
    assert (store.generation / FILE).is_file()
    assert made == {key: [tuple(row) for row in rows] for key, rows in kept_rows(store).items()}
    assert any(made.values())
    for key, rows in made.items():
        variables, _, pattern = key.partition(": ")
        record = Record(store, {})
        named = {"names": lambda: record.names_of(pattern), "acts": record.acts_rows}  # noqa: B023
        fetch = named.get(variables, lambda: record.rows(pattern, *variables.split()))  # noqa: B023
        assert [tuple(row) for row in fetch()] == rows, key


@pytest.mark.parametrize("broken", ["", "\t", "[]", "made_by\t[0,0,0]", "made_by\tnull\nend\ttrue", "a\tb\tc"])
def test_a_broken_file_is_made_again(store: GraphStore, broken: str) -> None:
    good = kept_rows(store)
    path = store.generation / FILE
    path.write_text(broken, encoding="utf-8")
    assert list(kept_rows(store)) == list(good)
    lines = path.read_text(encoding="utf-8").splitlines()
    names = [line.partition("\t")[0] for line in lines]
    assert (names[:4], names[-1]) == (["made_by", "labels", "phrasings", "stems"], "end")


def test_a_build_keeps_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write_workspace(tmp_path / "small"))
    assert CliRunner().invoke(build, ["--quiet"]).exit_code == 0
    with open_store(find_workspace()) as store:
        path = store.generation / FILE
        made = path.read_bytes()
        assert kept_rows(store)
        assert path.read_bytes() == made


def test_a_folder_that_cannot_be_written_to_is_no_fault(store: GraphStore) -> None:
    path = store.generation / FILE
    path.mkdir()
    assert kept_rows(store)

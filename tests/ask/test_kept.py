"""The small tables beside the store: read as they were made, made again where they are broken or of another version."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.ask.kept import FILE, kept_rows
from kg.ask.record import Record
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


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"made_by": [0, 0, 0]}', '{"made_by": null, "rows": 1}'])
def test_a_broken_file_is_made_again(store: GraphStore, broken: str) -> None:
    good = kept_rows(store)
    path = store.generation / FILE
    path.write_text(broken, encoding="utf-8")
    assert list(kept_rows(store)) == list(good)
    assert set(json.loads(path.read_text(encoding="utf-8"))) == {"labels", "made_by", "phrasings", "rows", "stems"}


def test_a_folder_that_cannot_be_written_to_is_no_fault(store: GraphStore) -> None:
    path = store.generation / FILE
    path.mkdir()
    assert kept_rows(store)

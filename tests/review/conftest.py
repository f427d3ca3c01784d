"""A fresh copy of the invented workspace for each test, made once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.cli.reviewing import open_room
from kg.review.room import Room
from kg.store import open_store
from kg.workspace import Workspace, read_workspace
from tests.review.record import make


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the workspace that the others are copies of."""
    workspace = make(tmp_path_factory.mktemp("review") / "smallton")
    # Built once: the copies need not.
    open_store(workspace).close()
    return workspace.root


@pytest.fixture
def workspace(made: Path, tmp_path: Path) -> Workspace:
    """Return a workspace of the test's own."""
    return read_workspace(Path(shutil.copytree(made, tmp_path / "smallton")))


@pytest.fixture
def room(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """Return an open room in it."""
    monkeypatch.chdir(workspace.root)
    with open_room({}, lambda text: None) as opened:
        yield opened


def reviewed(workspace: Workspace) -> dict[str, bytes]:
    """Return the reviewed files by name."""
    return {path.name: path.read_bytes() for path in sorted((workspace.root / "seeds/reviewed").glob("*.ttl"))}


def text_of(workspace: Workspace) -> str:
    """Return the text of all reviewed files."""
    return "\n".join(content.decode() for content in reviewed(workspace).values())


def waiting(workspace: Workspace) -> dict[str, bytes]:
    """Return the files of findings by name."""
    return {path.name: path.read_bytes() for path in sorted((workspace.derived_dir / "findings").glob("*.ttl"))}


def named(room: Room, words: str) -> str:
    """Return the id of the finding whose content begins with some words."""
    found = [look.finding.id for look in map(room.looker.look, room.findings.values()) if look.words.startswith(words)]
    return found[0]

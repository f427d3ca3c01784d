"""A workspace, and a folder of documents to add to it."""

from pathlib import Path

import pytest

from kg.cli.init import make_workspace
from kg.workspace import Workspace, find_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    make_workspace(tmp_path / "ws", "Ferries")
    return find_workspace(tmp_path / "ws")


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    return folder

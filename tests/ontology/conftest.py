"""Workspaces of our own invention, on top of the shipped ontology."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from kg.workspace import Workspace, read_workspace

HERE = Path(__file__).parent
SHAPES = HERE / "shapes"

MakeWorkspace = Callable[[Iterable[Path]], Workspace]


@pytest.fixture(scope="session")
def make_workspace(tmp_path_factory: pytest.TempPathFactory) -> MakeWorkspace:
    """Return a function that makes a workspace whose seeds are copies of the given files."""

    def make(files: Iterable[Path]) -> Workspace:
        root = tmp_path_factory.mktemp("workspace")
        (root / "seeds").mkdir()
        (root / "kg.toml").write_text('[workspace]\nname = "Ferry"\nbase = "https://example.org/id/"\n')
        for path in files:
            shutil.copy(path, root / "seeds" / path.name)
        return read_workspace(root)

    return make

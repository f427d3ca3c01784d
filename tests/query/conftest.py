"""A small workspace, built once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.query import Catalogue, Query, load_catalogue
from kg.store import GraphStore, open_store
from kg.workspace import Workspace, find_workspace
from tests.query.small import write_workspace


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return a small workspace of our own."""
    return find_workspace(write_workspace(tmp_path_factory.mktemp("zzton") / "own"))


@pytest.fixture(scope="session")
def store(small: Workspace) -> Iterator[GraphStore]:
    """Return its open graph."""
    with open_store(small) as opened:
        yield opened


@pytest.fixture(scope="session")
def said(small: Workspace) -> Query:
    """Return its query."""
    return load_catalogue([small.root / "queries"])["zz-said"]


@pytest.fixture(scope="session")
def shipped(root: Path) -> Catalogue:
    """Return the catalogue of the repository."""
    return load_catalogue([root / "queries"])

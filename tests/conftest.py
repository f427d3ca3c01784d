"""Fixtures that every test may use."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the repository's root folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """Return the folder with the source texts; skip where a checkout has none."""
    shared = ROOT.parent / "shared"
    if not (shared / "seeds").is_dir():
        pytest.skip("the source texts (../shared/seeds) are not at hand")
    return shared

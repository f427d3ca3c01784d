"""``kg init``: a workspace whose example passes every check, and nothing overwritten."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.init import make_workspace
from kg.errors import WorkspaceError
from kg.workspace import read_workspace

MAIN = "from kg.cli import main; main()"


def _kg(*args: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", MAIN, *args], cwd=cwd, capture_output=True, text=True, check=False)


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("base", ["https://w3id.org/on-record/id/", "https://example.org/ferries#"])
def test_the_example_passes_every_check(tmp_path: Path, base: str) -> None:
    done = _kg("init", "ferries", "--base", base, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "cd ferries" in done.stderr
    assert "kg check" in done.stderr
    folder = tmp_path / "ferries"
    checked = _kg("check", "--strict", cwd=folder)
    assert (checked.returncode, checked.stdout) == (0, "")
    verified = _kg("verify", "--format", "csv", cwd=folder)
    assert verified.returncode == 0
    assert "exact" in verified.stdout
    formatted = _kg("fmt", "--check", "seeds", "ontology", cwd=folder)
    assert formatted.returncode == 0
    rows = _kg("query", "everything-said", "--format", "csv", cwd=folder)
    assert "2024-03-03,Anna Example,The company failed the people of the islands." in rows.stdout


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    make_workspace(tmp_path, "One")
    (tmp_path / "seeds" / "example.ttl").write_text("# mine now\n")
    before = _files(tmp_path)
    done = _kg("init", ".", cwd=tmp_path)
    assert done.returncode == 2
    assert "kg.toml" in done.stderr
    assert "nothing was written" in done.stderr
    assert _files(tmp_path) == before


@pytest.mark.parametrize("name", ["kg.toml", "seeds/example.ttl", "queries/example/everything-said.rq"])
def test_one_file_in_the_way_is_enough(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("mine")
    with pytest.raises(WorkspaceError, match="nothing was written"):
        make_workspace(tmp_path, "One")
    assert list(_files(tmp_path)) == [name]


def test_a_link_that_leads_nowhere_is_in_the_way_too(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(WorkspaceError, match=r"kg\.toml"):
        make_workspace(tmp_path, "One")
    assert not (tmp_path / "elsewhere").exists()


def test_a_gitignore_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.tmp\n")
    done = _kg("init", ".", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / ".gitignore").read_text() == "*.tmp\n"
    assert "add .kg/" in done.stderr


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "seeds").write_text("mine")
    with pytest.raises(WorkspaceError, match="seeds"):
        make_workspace(tmp_path, "One")
    assert list(_files(tmp_path)) == ["seeds"]


@pytest.mark.parametrize("name", ['Bob\'s "own"', "back\\slash", "tab\tname", "ünï 😀", "", "a\nb = 1\n[graph]"])
def test_any_name_gives_valid_settings(tmp_path: Path, name: str) -> None:
    make_workspace(tmp_path / "ws", name)
    assert read_workspace(tmp_path / "ws").name == name


@pytest.mark.parametrize("base", ["example", "ftp://example.org/", "https://example.org", "https://example.org/a b/"])
def test_a_wrong_base_is_refused(tmp_path: Path, base: str) -> None:
    done = _kg("init", "ws", "--base", base, cwd=tmp_path)
    assert done.returncode == 2
    assert "--base must be" in done.stderr
    assert not (tmp_path / "ws").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(WorkspaceError, match="Permission denied"):
        make_workspace(tmp_path / "ws", "One")


def test_a_workspace_inside_another_is_its_own(tmp_path: Path) -> None:
    make_workspace(tmp_path, "Outer")
    make_workspace(tmp_path / "inner", "Inner")
    names = [file.name for file in read_workspace(tmp_path).list_turtle()]
    assert "seeds/example.ttl" in names
    assert not [name for name in names if name.startswith("inner")]

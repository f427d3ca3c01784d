"""Which files make up a workspace, and where its derived store lies."""

import os
import tempfile
from pathlib import Path

import pytest

from kg.errors import WorkspaceError
from kg.namespaces import DATA
from kg.workspace import Workspace, find_workspace, read_workspace, shipped_root


def _names(workspace: Workspace) -> set[str]:
    return {workspace.relative(path) for path in workspace.turtle_files()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return an empty workspace."""
    (tmp_path / "kg.toml").write_text("")
    (tmp_path / "seeds" / "deep").mkdir(parents=True)
    return tmp_path


def test_found_from_any_folder_below(root: Path) -> None:
    assert find_workspace(root / "seeds" / "deep").root == root.resolve()
    assert find_workspace(root).root == root.resolve()


def test_found_from_the_current_folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "seeds")
    assert find_workspace().root == root.resolve()


def test_the_nearest_counts(root: Path) -> None:
    inner = root / "seeds" / "deep"
    (inner / "kg.toml").write_text("")
    assert find_workspace(inner).root == inner.resolve()


def test_outside_any_the_shipped_graph(tmp_path: Path) -> None:
    found = find_workspace(tmp_path)
    assert found.is_shipped
    assert found.root == shipped_root()
    assert any(name.startswith("seeds/") for name in _names(found))


def test_own_files_stand_beside_the_shipped_ontology_but_not_the_shipped_seeds(root: Path) -> None:
    (root / "seeds" / "own.ttl").write_text("")
    (root / "ontology").mkdir()
    (root / "ontology" / "own.ttl").write_text("")
    names = _names(read_workspace(root))
    assert {"seeds/own.ttl", "ontology/own.ttl", "ontology/agents.ttl", "ontology/schemes/acts.ttl"} <= names
    assert [name for name in names if name.startswith("seeds/")] == ["seeds/own.ttl"]


def test_an_own_file_replaces_the_shipped_one_of_its_name(root: Path) -> None:
    (root / "ontology").mkdir()
    own = root / "ontology" / "agents.ttl"
    own.write_text("")
    files = read_workspace(root).turtle_files()
    assert own in files
    assert shipped_root() / "ontology" / "agents.ttl" not in files


def test_the_repository_is_a_workspace_that_lists_nothing_twice(root: Path) -> None:
    workspace = read_workspace(shipped_root())
    files = workspace.turtle_files()
    assert len(files) == len(set(files)) == len(_names(workspace))
    assert workspace.query_dirs() == [shipped_root() / "queries"]


def test_files_come_sorted_and_hidden_ones_not_at_all(root: Path) -> None:
    for name in ("b.ttl", "a.ttl", ".#a.ttl", "a.ttl~", "notes.txt", "deep/c.ttl", ".git/x.ttl"):
        path = root / "seeds" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    listed = [file.name for file in read_workspace(root).list_turtle() if file.name.startswith("seeds/")]
    assert listed == ["seeds/a.ttl", "seeds/b.ttl", "seeds/deep/c.ttl"]


def test_query_folders_shipped_first(root: Path) -> None:
    assert read_workspace(root).query_dirs() == [shipped_root() / "queries"]
    (root / "queries").mkdir()
    assert read_workspace(root).query_dirs() == [shipped_root() / "queries", root / "queries"]


def test_graph_names_follow_the_path(root: Path) -> None:
    workspace = read_workspace(root)
    assert workspace.graph_iri(root / "seeds" / "people.ttl") == DATA + "graph/seeds/people"
    assert (
        workspace.graph_iri(shipped_root() / "ontology" / "schemes" / "acts.ttl")
        == DATA + "graph/ontology/schemes/acts"
    )
    assert workspace.graph_iri(root / "seeds" / "a b<c>.ttl") == DATA + "graph/seeds/a%20b%3Cc%3E"


def test_settings(root: Path) -> None:
    (root / "kg.toml").write_text(
        '[workspace]\nname = "Ferries"\nbase = "https://example.org/f#"\n'
        '[graph]\nstore = "http://127.0.0.1:1/sparql"\ngraphs = "http://127.0.0.1:1/crud"\nunion = true\n'
    )
    found = read_workspace(root)
    assert (found.name, found.base) == ("Ferries", "https://example.org/f#")
    assert (found.store_url, found.graphs_url) == ("http://127.0.0.1:1/sparql", "http://127.0.0.1:1/crud")
    assert found.is_union
    assert found.derived_dir == root / ".kg"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (b"[workspace\n", "line 1", "Expected"),
        (b"\n\nname == 1", "line 3", ""),
        (b"[workspace]\nname = 3\n", "line 2", "name must be a string, not 3"),
        (b"[workspace]\nbase = 'example'\n", "line 2", "base must be an absolute IRI that ends in / or #"),
        (b"[workspace]\nbase = 'https://example.org/a b/'\n", "line 2", "base must be"),
        (b"[workspace]\nbase = 'https://example.org/>x/'\n", "line 2", "base must be"),
        (b"[workspace]\n\nbsae = 'https://example.org/'\n", "line 3", "unknown key 'bsae'"),
        (b"[grpah]\nstore = 'x'\n", "line 1", "unknown section or key 'grpah'"),
        (b"[graph]\nstore = 'file:///etc/passwd'\n", "line 2", "store must be an http"),
        (b"[graph]\nstore = 'https://me:secret@example.org/sparql'\n", "line 2", "name or password"),
        (b"[graph]\nunion = 'yes'\n", "line 2", "union must be true or false"),
        (b"[graph]\nstore = 'http://[::1/'\n", "line 2", "store must be an http"),
        (b"[graph]\nstore = 'http://'\n", "line 2", "store must be an http"),
        (b"[graph]\ngraphs = 'http://127.0.0.1:99999/'\n", "line 2", "graphs must be an http"),
        ("[workspace]\nbase = 'https://example.org/\u202e/'\n".encode(), "line 2", "base must be"),
        (b"[workspace]\nname = " + b"[" * 9000, "", "nested too deep"),
        (b"a." * 100_000 + b"b = 1", "", "longer than"),
        (b"workspace = 1\n", "line 1", "unknown section or key"),
        (b"[workspace]\nname = 'caf\xe9'\n", "line 2", "not UTF-8"),
    ],
)
def test_broken_settings_name_file_and_line(root: Path, text: bytes, line: str, told: str) -> None:
    (root / "kg.toml").write_bytes(text)
    with pytest.raises(WorkspaceError) as caught:
        find_workspace(root)
    assert str(root / "kg.toml") in caught.value.message
    assert line in caught.value.message
    assert told in caught.value.message
    assert caught.value.hint


def test_settings_with_a_byte_order_mark(root: Path) -> None:
    (root / "kg.toml").write_bytes(b"\xef\xbb\xbf[workspace]\r\nname = 'x'\r\n")
    assert read_workspace(root).name == "x"


def test_a_folder_that_does_not_exist() -> None:
    with pytest.raises(WorkspaceError, match="No such file"):
        find_workspace(Path("/no/such/folder"))


def test_a_file_is_no_folder(root: Path) -> None:
    with pytest.raises(WorkspaceError, match="not a folder"):
        find_workspace(root / "kg.toml")


def test_a_link_that_leads_nowhere_is_no_reason_to_answer_from_another_graph(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").symlink_to("kg.toml")
    with pytest.raises(WorkspaceError, match="the link leads to no file"):
        find_workspace(tmp_path)


def test_a_file_name_that_is_no_text(root: Path) -> None:
    (root / os.fsdecode(b"seeds/caf\xe9.ttl")).write_text("")
    with pytest.raises(WorkspaceError, match="not UTF-8"):
        read_workspace(root).turtle_files()


def test_cache_folder_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = Workspace(shipped_root(), is_shipped=True)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert shipped.derived_dir.parent == tmp_path / "cache" / "on-record"
    other = Workspace(tmp_path, is_shipped=True)
    assert other.derived_dir.parent == shipped.derived_dir.parent
    assert other.derived_dir != shipped.derived_dir


def test_cache_folder_without_a_usable_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A file where the cache should be: nobody, root included, can make a folder there.
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    folder = Workspace(shipped_root(), is_shipped=True).derived_dir.parent.parent
    assert folder == tmp_path / f"on-record-{os.getuid()}"
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o777)
    with pytest.raises(WorkspaceError, match="open to others"):
        _ = Workspace(shipped_root(), is_shipped=True).derived_dir


@pytest.mark.parametrize("name", ["seeds/pipe.ttl", "queries/pipe.rq"])
def test_what_can_be_opened_but_never_read_to_its_end(root: Path, name: str) -> None:
    (root / "queries").mkdir()
    os.mkfifo(root / name)
    found = read_workspace(root)
    with pytest.raises(WorkspaceError, match="neither a file nor a folder"):
        found.list_turtle() if name.endswith(".ttl") else found.list_queries()

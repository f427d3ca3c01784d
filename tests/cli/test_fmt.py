"""``kg fmt``."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

RunKg = Callable[..., Outcome]
UGLY = "PREFIX e: <http://e/>\ne:b a e:T . e:a a e:T .\n"
PRETTY = "PREFIX e: <http://e/>\n\ne:a\n    a e:T ;\n.\n\ne:b\n    a e:T ;\n.\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "kg.toml").write_text('[workspace]\nname = "Test"\n')
    for folder in ("seeds/deep", "ontology", "elsewhere", "seeds/.hidden"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.ttl").write_text(UGLY)
    (tmp_path / "seeds" / "pretty.ttl").write_text(PRETTY)
    return tmp_path


def test_files_of_the_workspace_are_laid_out(workspace: Path, run_kg: RunKg) -> None:
    done = run_kg("fmt", cwd=workspace)
    assert (done.code, done.out) == (0, "")
    assert (
        done.err == "ontology/a.ttl: laid out anew\nseeds/deep/a.ttl: laid out anew\n2 changed, 1 as they should be.\n"
    )
    assert (workspace / "seeds/deep/a.ttl").read_text() == PRETTY
    assert (workspace / "elsewhere/a.ttl").read_text() == UGLY
    assert (workspace / "seeds/.hidden/a.ttl").read_text() == UGLY
    assert run_kg("fmt", "--check", cwd=workspace).code == 0


def test_check_lists_and_writes_nothing(workspace: Path, run_kg: RunKg) -> None:
    done = run_kg("fmt", "--check", cwd=workspace)
    assert (done.code, done.out) == (1, "ontology/a.ttl\nseeds/deep/a.ttl\n")
    assert (workspace / "ontology/a.ttl").read_text() == UGLY


def test_diff_shows_and_writes_nothing(workspace: Path, run_kg: RunKg) -> None:
    done = run_kg("fmt", "--diff", "ontology", cwd=workspace)
    assert done.code == 0
    assert "-e:b a e:T . e:a a e:T .\n" in done.out
    assert "+    a e:T ;\n" in done.out
    assert (workspace / "ontology/a.ttl").read_text() == UGLY


def test_stdin_goes_to_stdout(run_kg: RunKg, tmp_path: Path) -> None:
    assert run_kg("fmt", "-", cwd=tmp_path, stdin=UGLY.encode()).out == PRETTY
    assert run_kg("fmt", "-", cwd=tmp_path, stdin=PRETTY.encode()).out == PRETTY
    assert run_kg("fmt", "-", "--check", cwd=tmp_path, stdin=UGLY.encode()).code == 1


def test_no_terminal_obeys_what_a_broken_file_holds(workspace: Path, run_kg: RunKg) -> None:
    (workspace / "seeds" / "broken.ttl").write_text("<http://e/\x9b2J\u202e> a 1 .")
    done = run_kg("fmt", cwd=workspace)
    assert done.code == 2
    assert "\\x9b" in done.err
    assert not {"\x9b", "\u202e"} & set(done.err)


def test_a_broken_file_is_named_and_the_others_go_on(workspace: Path, run_kg: RunKg) -> None:
    broken = workspace / "seeds" / "broken.ttl"
    broken.write_text("PREFIX e: <http://e/>\ne:a e:b\n")
    done = run_kg("fmt", "seeds", "missing.ttl", cwd=workspace)
    assert done.code == 2
    assert "Error: seeds/broken.ttl, line 3: Unexpected end\nA string, a bracket" in done.err
    assert "Error: missing.ttl: cannot be read: No such file" in done.err
    assert done.err.endswith("1 changed, 1 as they should be, 2 with errors.\n")
    assert broken.read_text() == "PREFIX e: <http://e/>\ne:a e:b\n"
    assert (workspace / "seeds/deep/a.ttl").read_text() == PRETTY


def test_lost_comments_are_told(workspace: Path, run_kg: RunKg) -> None:
    (workspace / "ontology/a.ttl").write_text(f"# Kept.\n{UGLY}# lost\n")
    done = run_kg("fmt", "ontology", cwd=workspace)
    assert "ontology/a.ttl: comments below the header are not kept (line 4)" in done.err
    assert (workspace / "ontology/a.ttl").read_text() == f"# Kept.\n\n{PRETTY}"


def test_links_loops_and_folders_named_like_files_do_no_harm(workspace: Path, run_kg: RunKg) -> None:
    seeds = workspace / "seeds"
    (seeds / "folder.ttl").mkdir()
    os.mkfifo(seeds / "pipe.ttl")
    (seeds / "loop").symlink_to(seeds)
    (seeds / "self.ttl").symlink_to(seeds / "self.ttl")
    (seeds / "link.ttl").symlink_to(workspace / "elsewhere" / "a.ttl")
    done = run_kg("fmt", cwd=workspace)
    assert done.code == 2
    assert "seeds/self.ttl: cannot be read" in done.err
    assert (seeds / "link.ttl").is_symlink()
    assert (workspace / "elsewhere/a.ttl").read_text() == PRETTY


def test_outside_a_workspace_files_must_be_named(tmp_path: Path, run_kg: RunKg) -> None:
    done = run_kg("fmt", cwd=tmp_path)
    assert done.code == 2
    assert "there is no workspace here" in done.err


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_loses_nothing(workspace: Path, run_kg: RunKg) -> None:
    folder = workspace / "ontology"
    folder.chmod(0o555)
    done = run_kg("fmt", "ontology", cwd=workspace)
    folder.chmod(0o755)
    assert done.code == 2
    assert "ontology/a.ttl: cannot be written: Permission denied" in done.err
    assert [path.name for path in folder.iterdir()] == ["a.ttl"]
    assert (folder / "a.ttl").read_text() == UGLY


def test_what_could_not_be_written_is_not_counted_as_changed(workspace: Path, run_kg: RunKg) -> None:
    # Without room for a name beside it, nothing can be written whole; so it is for root, too.
    path = workspace / "ontology" / f"{'a' * 251}.ttl"
    path.write_text(UGLY)
    done = run_kg("fmt", path, cwd=workspace)
    assert done.code == 2
    assert done.err.splitlines()[-1] == "0 changed, 0 as they should be, 1 with errors."
    assert path.read_text() == UGLY


def test_the_files_of_this_repository_are_canonical(root: Path, run_kg: RunKg) -> None:
    done = run_kg("fmt", "--check", cwd=root)
    assert (done.code, done.out) == (0, "")

"""Writing files whole or not at all."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import WorkspaceError
from kg.files import write_whole


def test_permissions_links_and_newlines_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    target.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(target)
    write_whole(link, "new\r\nline\n")
    assert link.is_symlink()
    assert target.read_bytes() == b"new\r\nline\n"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_new_file_gets_what_the_umask_allows(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    write_whole(tmp_path / "new", "text")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize("name", ["missing/a.txt", "folder", "loop", "pipe"])
def test_what_cannot_be_written_is_said(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe")
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(WorkspaceError, match=f"{name}: cannot be written"):
        write_whole(tmp_path / name, "text")
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    # A limit on file size makes the same write fail as a full disk would, with a real refusal of the system.
    code = (
        "import signal, sys\nfrom pathlib import Path\n"
        "from kg.errors import KgError\nfrom kg.files import write_whole\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "try:\n write_whole(Path(sys.argv[1]), 'x' * 100_000)\nexcept KgError as error:\n print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(target)],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
    )
    assert "cannot be written: File too large" in done.stdout
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]

"""``kg view --open``: what a browser is given, by the variable BROWSER that every desktop and Python know."""

import os
import stat
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

MAIN = "from kg.cli import main; main()"


def view(browser: Path, *arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    # No other browser is on the PATH, so that none starts when the named one fails.
    environment = os.environ | {"BROWSER": str(browser), "PATH": str(cwd), "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    command = [sys.executable, "-c", MAIN, "view", "--incident", "dartmoor-release-2017", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=60, check=False)


def browser_in(folder: Path, code: int = 0) -> Path:
    """Write a browser that notes the arguments it is given, one a line, and leaves with a code."""
    path = folder / "browser"
    path.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" >> '{folder}/given'\nexit {code}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.parametrize("name", ["page.html", "a page & more #1.html", "página.html"])
def test_the_browser_is_given_the_address_of_the_page(tmp_path: Path, name: str) -> None:
    shown = view(browser_in(tmp_path), "-o", name, "--open", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    (given,) = (tmp_path / "given").read_text(encoding="utf-8").splitlines()
    address = urlsplit(given)
    assert (address.scheme, address.netloc, address.query, address.fragment) == ("file", "", "", "")
    assert Path(unquote(address.path)) == tmp_path.resolve() / name
    assert Path(unquote(address.path)).read_bytes().startswith(b"<!DOCTYPE html>")


def test_no_browser_is_started_without_being_asked_for(tmp_path: Path) -> None:
    assert view(browser_in(tmp_path), "-o", "page.html", cwd=tmp_path).returncode == 0
    assert not (tmp_path / "given").exists()


def test_a_browser_that_fails_is_told_and_the_page_stays(tmp_path: Path) -> None:
    shown = view(browser_in(tmp_path, code=3), "-o", "page.html", "--open", cwd=tmp_path)
    assert shown.returncode == 0
    assert "No browser could be started; open page.html in one yourself" in shown.stderr
    assert (tmp_path / "page.html").exists()


def test_a_page_on_stdout_opens_nothing_and_says_so(tmp_path: Path) -> None:
    shown = view(browser_in(tmp_path), "-o", "-", "--open", cwd=tmp_path)
    assert shown.returncode == 0
    assert shown.stdout.startswith("<!DOCTYPE html>")
    assert "to open it, give -o FILE" in shown.stderr
    assert not (tmp_path / "given").exists()

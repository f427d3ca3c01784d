"""``kg show`` and ``kg view`` over the shipped graph."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import group
from tests.conftest import Outcome


def kg(*arguments: str, columns: int = 100) -> Result:
    return CliRunner(env={"COLUMNS": str(columns)}).invoke(group, arguments)


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
@pytest.mark.parametrize("name", ["Charles Clarke", "foreign-prisoners-2006", "IND", "home secretary", "blames"])
def test_a_card_fits_the_terminal(name: str, columns: int) -> None:
    shown = kg("show", name, columns=columns)
    assert shown.exit_code == 0, shown.output
    assert max(map(len, shown.output.splitlines())) <= columns


def test_a_persons_card_holds_posts_with_dates_and_statements() -> None:
    card = json.loads(kg("show", "Charles Clarke", "--format", "json").output)
    assert card["kind"] == "person"
    assert any("2004-12-15 to 2006-05-05" in post for post in card["facts"]["posts"])
    assert {one["speaker"]["id"] for one in card["statements"]["said"]} == {"charles-clarke"}


def test_a_post_still_held_says_until_when_that_is_known() -> None:
    card = json.loads(kg("show", "Shabana Mahmood", "--format", "json").output)
    assert any(post.endswith("since 2025-09-05, still in post on 2026-06-12") for post in card["facts"]["posts"])


def test_a_statements_card_says_how_its_day_is_known() -> None:
    assert "day inferred" in kg("show", "s-927c93b8-162-177").output


def test_an_incident_holds_the_statements_about_its_parts() -> None:
    card = json.loads(kg("show", "foreign-prisoners-2006", "--format", "json").output)
    about = {incident["id"] for one in card["statements"]["said about it"] for incident in one["about"]}
    assert len(about) > 3


def test_a_bare_surname_of_two_is_asked_back() -> None:
    asked = kg("show", "Clarke")
    assert asked.exit_code != 0
    assert {"charles-clarke", "peter-clarke"} <= set(str(asked.exception).split())


def test_a_name_like_no_other_gets_the_lists() -> None:
    asked = kg("show", "q" * 1000)
    assert str(asked.exception).splitlines()[0] == f"nothing on record is called {'q' * 79 + '…'!r}"
    assert "people-by-statements" in str(asked.exception)


def test_an_unknown_name_gets_the_nearest() -> None:
    asked = kg("show", "Charles Clark")
    assert asked.exit_code != 0
    assert "charles-clarke" in str(asked.exception)


def test_the_page_is_the_only_file_written_and_the_same_each_time(tmp_path: Path) -> None:
    first, second = tmp_path / "a.html", tmp_path / "b.html"
    assert kg("view", "-o", str(first)).exit_code == 0
    assert kg("view", "-o", str(second)).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "b.html"]


def test_a_scope_narrows_the_page(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert kg("view", "--incident", "dartmoor-release-2017", "-o", str(page)).exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert "Peter Clarke" in text
    assert "Charles Clarke" not in text


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    asked = kg("view", "-o", str(tmp_path / "missing" / "page.html"))
    assert asked.exit_code != 0
    assert "cannot be written" in str(asked.exception)


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    # A file renamed over it would take its place; so it went with /dev/null, for whoever may write there.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with (tmp_path / "read").open("wb") as read, subprocess.Popen(["cat", pipe], stdout=read) as reader:
        shown = kg("view", "--incident", "dartmoor-release-2017", "-o", str(pipe))
        reader.wait(timeout=30)
    assert shown.exit_code == 0
    assert (tmp_path / "read").read_bytes().startswith(b"<!DOCTYPE html>")
    assert pipe.is_fifo()


@pytest.mark.parametrize(
    "arguments",
    [("show", "\udcff"), ("view", "--title", "\udcff", "-o", "page.html"), ("query", "-q", "ASK { ?s ?p '\udcff' }")],
)
def test_bytes_that_are_no_text_are_told(run_kg: Callable[..., Outcome], tmp_path: Path, arguments: list[str]) -> None:
    told = run_kg(*arguments, cwd=tmp_path)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("Error: what was typed is not UTF-8 text: '\\udcff'\n")
    assert list(tmp_path.iterdir()) == []

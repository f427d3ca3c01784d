"""``kg add`` and ``kg read``: what they print, and what they say of bad documents."""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.cli.init import make_workspace
from tests.conftest import Outcome
from tests.read.builders import PARAGRAPHS, article, debate, pdf, story

RunKg = Callable[..., Outcome]
MAIN = "from kg.cli import main; main()"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    make_workspace(tmp_path / "ws", "Ferries")
    return tmp_path / "ws"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text(article(1), encoding="utf-8")
    (folder / "b.html").write_bytes(story(PARAGRAPHS))
    return folder


def sources(workspace: Path) -> list[str]:
    return sorted(path.name for path in (workspace / "seeds" / "sources").glob("*"))


def test_rows_say_what_became_of_each_document(workspace: Path, docs: Path, run_kg: RunKg) -> None:
    done = run_kg("add", "--no-find", docs, "--format", "json", cwd=workspace)
    assert done.code == 0
    rows = json.loads(done.out)
    assert [row["status"] for row in rows] == ["added", "added"]
    assert rows[1]["title"] == "Ferry stops for nine days"
    assert rows[1]["kind"] == "text/html"
    assert done.err == "2 added.\n"
    again = run_kg("add", "--no-find", docs, "--format", "csv", cwd=workspace)
    assert again.err == "2 there already.\n"
    assert again.out.splitlines()[1].startswith("same,")


def test_after_adding_everything_checks_builds_and_answers(workspace: Path, docs: Path, run_kg: RunKg) -> None:
    (docs / "c.xml").write_text(debate([("Ann Archer", "I asked."), ("Ben Sample", "No.")]), encoding="utf-8")
    assert run_kg("add", "--no-find", docs, "--outlet", "Island Weekly", cwd=workspace).code == 0
    assert run_kg("check", "--strict", cwd=workspace).code == 0
    assert run_kg("build", cwd=workspace).code == 0
    assert run_kg("fmt", "--check", cwd=workspace).code == 0
    assert "exact" in run_kg("verify", cwd=workspace).out
    shown = run_kg("show", sources(workspace)[1].removesuffix(".ttl"), cwd=workspace)
    assert "Island Weekly" in shown.out


def test_stdin_is_a_document(workspace: Path, run_kg: RunKg) -> None:
    done = run_kg(
        "add",
        "--no-find",
        "-",
        "--title",
        "Ferry late",
        "--published",
        "3 March 2024",
        cwd=workspace,
        stdin=article(9).encode(),
    )
    assert done.code == 0
    text = (workspace / "seeds" / "sources" / sources(workspace)[0]).read_text(encoding="utf-8")
    assert '"2024-03-03"^^xsd:date' in text
    assert 'dcterms:title "Ferry late"@en' in text


def test_a_day_that_is_none_is_refused(workspace: Path, docs: Path, run_kg: RunKg) -> None:
    done = run_kg("add", "--no-find", docs, "--published", "sometime", cwd=workspace)
    assert done.code == 2
    assert "is no day" in done.err


BAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "it is empty"),
    "space.txt": (b" \n\t \r\n" * 100, "it is empty"),
    "mark.txt": (b"\xef\xbb\xbf\n", "it is empty"),
    "binary.txt": (bytes(range(256)) * 20, "it is binary"),
    "office.docx": (b"PK\x03\x04" + b"x" * 100, "a zip archive"),
    "bomb.html.gz": (gzip.compress(b"<p>" + b" " * 80_000_000), "unfold to more than"),
    "scan.pdf": (pdf([[], []]), "holds no text"),
    "broken.pdf": (b"%PDF-1.4\n" + b"x" * 50, "broken"),
    "empty.html": (b"<!doctype html><html><body><script>x</script></body></html>", "no text can be seen"),
    "other.xml": (b"<?xml version='1.0'?><rss></rss>", "XML of a kind"),
    "silent.xml": (b"<publicwhip></publicwhip>", "no speech"),
    "photo.html": (b"\x89PNG\r\n", "a picture"),
}


def test_bad_documents_are_told_and_the_others_added(workspace: Path, docs: Path, run_kg: RunKg) -> None:
    for name, (data, _) in BAD.items():
        (docs / name).write_bytes(data)
    (docs / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (docs / "z.txt").write_text(article(7), encoding="utf-8")
    done = run_kg("add", "--no-find", docs, "--format", "jsonl", cwd=workspace)
    assert done.code == 1
    rows = {Path(row["document"]).name: row for row in map(json.loads, done.out.splitlines())}
    for name, (_, problem) in BAD.items():
        assert rows[name]["status"] == "refused", name
        assert problem in rows[name]["problem"], name
        assert problem in done.err
    assert rows["photo.jpg"]["status"] == "ignored"
    assert [rows[name]["status"] for name in ("a.txt", "b.html", "z.txt")] == ["added"] * 3
    assert f"{len(BAD)} refused" in done.err
    assert "Traceback" not in done.err
    assert len(sources(workspace)) == 3
    # Nothing is left of what was refused.
    kept = {path.name.partition(".")[0] for path in (workspace / ".kg" / "sources").iterdir()} - {"example"}
    assert kept == {name.removesuffix(".ttl") for name in sources(workspace)}


def test_paths_that_are_none_are_told(workspace: Path, docs: Path, run_kg: RunKg) -> None:
    os.mkfifo(docs / "pipe")
    done = run_kg(
        "add",
        "--no-find",
        docs / "missing.txt",
        docs / "a\0b",
        docs / "pipe",
        "/dev/zero",
        docs / "a.txt",
        cwd=workspace,
    )
    assert done.code == 1
    assert done.err.count("cannot be read") == 2
    assert done.err.count("neither a file nor a folder") == 2
    assert len(sources(workspace)) == 1


def test_links_that_lead_in_circles_are_followed_once(workspace: Path, docs: Path, run_kg: RunKg) -> None:
    (docs / "loop").symlink_to(docs)
    (docs / "sub").mkdir()
    (docs / "sub" / "up").symlink_to(docs)
    (docs / "self").symlink_to(docs / "self")
    (docs / "linked.txt").symlink_to(docs / "a.txt")
    done = run_kg("add", "--no-find", docs, "--format", "jsonl", cwd=workspace)
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert sorted(row["status"] for row in rows) == ["added", "added", "ignored", "ignored", "refused", "same"]
    assert len(sources(workspace)) == 2


def test_a_folder_that_cannot_be_read_is_told(workspace: Path, docs: Path, run_kg: RunKg) -> None:
    if os.geteuid() == 0:
        pytest.skip("root reads every folder")
    (docs / "closed").mkdir(mode=0)
    (docs / "closed.txt").touch(mode=0)
    done = run_kg("add", "--no-find", docs, cwd=workspace)
    assert done.code == 1
    assert "closed: the folder cannot be listed: Permission denied" in done.err
    assert "closed.txt: it cannot be read: Permission denied" in done.err
    assert len(sources(workspace)) == 2


def test_a_folder_that_cannot_be_read_is_told_to_somebody_who_is_not_root(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root to become somebody else")
    closed = Path("/tmp") / f"kg-closed-{os.getpid()}"
    closed.mkdir(mode=0o755)
    (closed / "in").mkdir(mode=0)
    code = (
        "import os, sys; import kg.read.gather as g; import kg.read.request as r\n"
        "os.setuid(65534); print([one.problem for one in g.gather([sys.argv[1]], r.Limits())])"
    )
    try:
        done = subprocess.run([sys.executable, "-c", code, str(closed)], capture_output=True, text=True, check=False)
    finally:
        (closed / "in").rmdir()
        closed.rmdir()
    assert done.stdout == "['the folder cannot be listed: Permission denied']\n", done.stderr


def test_outside_a_workspace_it_says_what_to_do(tmp_path: Path, docs: Path, run_kg: RunKg) -> None:
    done = run_kg("add", "--no-find", docs, cwd=tmp_path)
    assert done.code == 2
    assert "kg init" in done.err
    assert "goes on" not in done.err


def test_a_workspace_that_cannot_be_written_is_told(workspace: Path, docs: Path, run_kg: RunKg) -> None:
    (workspace / "seeds" / "sources").write_text("in the way", encoding="utf-8")
    done = run_kg("add", "--no-find", docs, cwd=workspace)
    assert done.code == 2
    assert "cannot be written" in done.err
    assert "goes on where it stopped" in done.err


@pytest.mark.parametrize("what", ["size", "time"])
def test_limits_are_told(workspace: Path, docs: Path, run_kg: RunKg, what: str) -> None:
    (docs / "large.txt").write_text("word " * 40_000, encoding="utf-8")
    if what == "size":
        done = run_kg("add", "--no-find", docs, "--max-size", "0.1", cwd=workspace)
        assert "large.txt: it has 200,000 bytes, more than 104,857" in done.err
        assert len(sources(workspace)) == 2
    else:
        (docs / "slow.md").write_bytes(b"ab\n" * 2_000_000)
        done = run_kg("add", "--no-find", docs / "slow.md", "--timeout", "1", cwd=workspace)
        assert done.code == 1
        assert "took longer than 1 s" in done.err


def test_without_the_extra_plain_text_and_debates_are_read(workspace: Path, docs: Path, tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    for name in ("trafilatura", "pypdfium2", "charset_normalizer", "lxml"):
        (hidden / name).mkdir(parents=True)
        (hidden / name / "__init__.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    (docs / "c.xml").write_text(debate([("Ann Archer", "I asked."), ("Ben Sample", "No.")]), encoding="utf-8")
    (docs / "d.pdf").write_bytes(pdf([list(PARAGRAPHS)]))
    (docs / "e.txt").write_bytes("Siân’s café did not open on Sunday, she said.".encode("cp1252"))
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "add", "--no-find", str(docs), "--format", "jsonl"],
        cwd=workspace,
        env={**os.environ, "PYTHONPATH": str(hidden)},
        capture_output=True,
        text=True,
        check=False,
    )
    rows = {Path(row["document"]).name: row for row in map(json.loads, done.stdout.splitlines())}
    assert [rows[name]["status"] for name in ("a.txt", "c.xml", "e.txt")] == ["added"] * 3, done.stderr
    assert "pip install trafilatura" in rows["b.html"]["hint"]
    assert "pypdfium2" in rows["d.pdf"]["problem"]
    assert "pip install charset-normalizer" in rows["e.txt"]["notes"]


def test_read_shows_a_document_and_writes_nothing(tmp_path: Path, docs: Path, run_kg: RunKg) -> None:
    before = sorted(tmp_path.rglob("*"))
    done = run_kg("read", docs / "b.html", cwd=tmp_path)
    assert done.code == 0
    assert "title: Ferry stops for nine days (headline)" in done.out
    assert "[paragraph 27-" in done.out
    done = run_kg("read", docs / "b.html", docs / "a.txt", "--format", "json", cwd=tmp_path)
    one, two = map(json.loads, done.out.splitlines())
    assert one["text"][one["parts"][0]["start"] : one["parts"][0]["end"]] == "Ferry stops for nine days"
    assert one["details"]["title"] == {"value": "Ferry stops for nine days", "basis": "headline"}
    assert one["places"][0]["raw"]
    assert two["text"] == article(1)
    assert sorted(tmp_path.rglob("*")) == before


def test_read_shows_who_speaks(docs: Path, run_kg: RunKg) -> None:
    (docs / "c.xml").write_text(debate([("Ann Archer", "I asked."), ("Ben Sample", "No.")]), encoding="utf-8")
    assert "· Ann Archer]" in run_kg("read", docs / "c.xml").out
    turns = json.loads(run_kg("read", docs / "c.xml", "--format", "json").out)["turns"]
    assert [turn["speaker"] for turn in turns] == ["Ann Archer", "Ben Sample"]
    assert turns[0]["ids"]["person_id"] == "uk.org.publicwhip/person/10002"


def test_read_tells_of_bad_documents(docs: Path, run_kg: RunKg) -> None:
    (docs / "empty.txt").touch()
    done = run_kg("read", docs / "empty.txt", docs / "a.txt", docs / "missing")
    assert done.code == 1
    assert "empty.txt: it is empty" in done.err
    assert "missing: it cannot be read" in done.err
    assert "Ferry number 1" in done.out


def test_no_terminal_obeys_a_document(workspace: Path, docs: Path, run_kg: RunKg) -> None:
    (docs / "c.txt").write_text(
        "\x1b]0;owned\x07 Ferry \x1b[31m stops\n\nIt did not sail, he said.\n", encoding="utf-8"
    )
    for done in (run_kg("read", docs / "c.txt"), run_kg("add", "--no-find", docs / "c.txt", cwd=workspace)):
        assert "\x1b" not in done.out + done.err

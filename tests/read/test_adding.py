"""Adding: what is kept of a document, what the record says of it, and what a second run finds."""

import json
from pathlib import Path

import pytest

from kg.cli.init import make_workspace
from kg.errors import WorkspaceError
from kg.model import ROLES
from kg.read import stored_document, stored_documents
from kg.read.adding import Given, add_documents
from kg.read.request import Limits
from kg.turtle import format_turtle
from kg.workspace import Workspace, find_workspace
from tests.read.adding import add, checked, head, put, record, sentence_of, texts_of
from tests.read.builders import PARAGRAPHS, article, debate, page, pdf, story


def test_every_kind_becomes_a_source_that_passes_every_check(workspace: Workspace, docs: Path) -> None:
    put(docs, "a.txt", article(1))
    put(docs, "b.html", story(PARAGRAPHS, head=head("Merrow Herald")))
    put(docs, "c.pdf", pdf([["Report on the harbour", sentence_of(5)]]))
    put(docs, "d.xml", debate([("Ann Archer", "I asked."), ("Ben Sample", "I am sorry.")]))
    put(docs, "e.txt", "Siân’s café: nothing sailed, she said, and nobody knew of it.".encode("cp1252"))
    rows = add(workspace, docs)
    assert [row.status for row in rows] == ["added"] * 5
    assert [row.kind for row in rows] == ["text/plain", "text/html", "application/pdf", "application/xml", "text/plain"]
    checked(workspace)
    for row in rows:
        text = record(workspace, row)
        assert format_turtle(text) == text
        assert "kg:textSha256" in text
    assert rows[3].turns == 2
    assert rows[1].outlet == "Merrow Herald"


def test_bytes_and_text_are_kept_as_they_came(workspace: Workspace, docs: Path) -> None:
    data = "\ufeffFerry stops\r\n\r\nIt did not sail, he said.\r\n".encode("utf-16-le")
    page_path, text_path = put(docs, "page.html", story(PARAGRAPHS)), put(docs, "note.txt", data)
    plain = put(docs, "plain.txt", article(3))
    rows = add(workspace, page_path, text_path, plain)
    kept = workspace.derived_dir / "sources"
    assert (kept / f"{rows[0].id}.html").read_bytes() == story(PARAGRAPHS)
    assert (kept / f"{rows[0].id}.text.txt").read_text(encoding="utf-8").endswith(PARAGRAPHS[-1])
    assert (kept / f"{rows[1].id}.txt").read_bytes() == data
    assert (kept / f"{rows[1].id}.text.txt").read_bytes().decode() == "Ferry stops\r\n\r\nIt did not sail, he said.\r\n"
    assert (kept / f"{rows[2].id}.txt").read_bytes() == article(3).encode()
    assert not (kept / f"{rows[2].id}.text.txt").exists()


def test_the_documents_come_back_as_they_were_read(workspace: Workspace, docs: Path) -> None:
    put(docs, "b.html", story(PARAGRAPHS, head=head("Merrow Herald")))
    put(docs, "d.xml", debate([("Ann Archer", "I asked."), ("Ben Sample", "I am sorry.")]))
    put(docs, "c.pdf", pdf([["Report on the harbour", *PARAGRAPHS[:1]]]))
    rows = add(workspace, docs)
    documents = dict(stored_documents(workspace))
    assert set(documents) == {"sample-gazette-2024", *(row.id for row in rows)}
    for row in rows:
        document = documents[row.id or ""]
        assert stored_document(workspace, row.id or "") == document
        assert {part.role for part in document.parts} <= set(ROLES)
        assert document.places or document.turns
    # What can be made again is made again.
    for path in (workspace.derived_dir / "read" / "documents").iterdir():
        path.unlink()
    assert dict(stored_documents(workspace)) == documents
    assert stored_document(workspace, "no-such") is None


def test_verify_finds_the_text_of_a_page(workspace: Workspace, docs: Path) -> None:
    row = add(workspace, put(docs, "page.html", story(PARAGRAPHS)))[0]
    source = texts_of(workspace)[row.id or ""]
    assert source.is_as_recorded
    assert source.document
    assert source.document.text.endswith(PARAGRAPHS[-1])


def test_a_lost_text_is_brought_back(workspace: Workspace, docs: Path) -> None:
    path = put(docs, "page.html", story(PARAGRAPHS))
    row = add(workspace, path)[0]
    before = record(workspace, row)
    for kept in (workspace.derived_dir / "sources").glob(f"{row.id}*"):
        kept.unlink()
    assert add(workspace, path)[0].status == "same"
    assert (workspace.derived_dir / "sources" / f"{row.id}.text.txt").exists()
    assert record(workspace, row) == before


def test_the_whole_derived_folder_may_go(workspace: Workspace, docs: Path) -> None:
    import shutil

    for number in range(4):
        put(docs, f"{number}.txt", article(number))
    rows = add(workspace, docs)
    shutil.rmtree(workspace.derived_dir)
    assert [row.id for row in add(workspace, docs)] == [row.id for row in rows]
    assert [row.status for row in add(workspace, docs)] == ["same"] * 4


def test_a_broken_index_is_made_again(workspace: Workspace, docs: Path) -> None:
    path = put(docs, "a.txt", article(1))
    add(workspace, path)
    (workspace.derived_dir / "read" / "index.sqlite").write_bytes(b"broken " * 1000)
    assert add(workspace, path)[0].status == "same"


def test_a_source_that_was_taken_out_can_be_added_again(workspace: Workspace, docs: Path) -> None:
    path = put(docs, "a.txt", article(1))
    row = add(workspace, path)[0]
    (workspace.root / "seeds" / "sources" / f"{row.id}.ttl").unlink()
    assert add(workspace, path)[0].status == "added"


def test_what_the_user_says_counts_more(workspace: Workspace, docs: Path) -> None:
    given = Given(outlet="Sample Gazette", published="2024-05-05", title="As given")
    row = add(workspace, put(docs, "a.txt", article(1)), given=given)[0]
    text = record(workspace, row)
    assert 'dcterms:title "As given"@en' in text
    assert "dcterms:publisher id:sample-gazette" in text
    assert "kg:dateBasis kg:inferred" in text
    assert '"published: given"' in text


def test_what_is_not_known_is_left_out(workspace: Workspace, docs: Path) -> None:
    row = add(workspace, put(docs, "x.txt", "\n\n".join(PARAGRAPHS)))[0]
    text = record(workspace, row)
    assert "dcterms:issued" not in text
    assert "kg:dateBasis" not in text
    assert "dcterms:publisher" not in text
    assert 'rdfs:label "x.txt, undated"@en' in text
    checked(workspace)


def test_a_welsh_page_is_added_and_marked(workspace: Workspace, docs: Path) -> None:
    words = (
        "Dywedodd y cwmni ddydd Sul na fydd y fferi yn hwylio am naw diwrnod oherwydd yr injan ac mae hynny yn ddrwg. "
    )
    row = add(workspace, put(docs, "cy.html", story([words * 2, words * 3])))[0]
    assert row.status == "added"
    assert row.language == "cy"
    assert 'dcterms:language "cy"' in record(workspace, row)
    assert "it is in Welsh" in record(workspace, row)


TITLES = (
    "<script>alert(1)</script>",
    'Q"uo\\te\n\ttab',
    "\u202eright to left",
    "\x00\x07",
    "😀" * 300,
    "'" * 500,
    "x\ud7ffy",
)
NAMES = (
    *(
        "sp ace.txt",
        "né'e\"<b>.txt",
        "new\nline.txt",
        "a..txt",
        "-dash.txt",
        "😀.txt",
        "a" * 200 + ".txt",
        "%2e%2e.txt",
    ),
    *("\u202egpj.txt", "back\\slash.txt", "tab\t.txt", "$(id).txt", "con.txt"),
)


def test_odd_titles_and_names_make_records_that_pass(workspace: Workspace, docs: Path) -> None:
    for number, title in enumerate(TITLES):
        body = "".join(f"<p>{sentence_of(number * 9 + place)}</p>" for place in range(4))
        put(docs, f"{number}.html", page(f"<h1>x</h1>{body}", title=title))
    for number, name in enumerate(NAMES):
        put(docs, name, article(100 + number))
    rows = add(workspace, docs)
    assert [row.status for row in rows] == ["added"] * (len(TITLES) + len(NAMES))
    assert {path.parent for path in workspace.root.glob("**/*.ttl")} == {
        workspace.root / folder for folder in ("ontology", "seeds", "seeds/sources")
    }
    checked(workspace)


def test_a_name_that_is_no_utf_8(workspace: Workspace, docs: Path) -> None:
    import os

    path = Path(os.fsdecode(os.fsencode(docs) + b"/caf\xe9.txt"))
    path.write_text(article(1), encoding="utf-8")
    rows = add(workspace, docs)
    assert [row.status for row in rows] == ["added"]
    json.dumps(rows[0].document).encode()


def test_reading_with_several_processes_gives_the_same_files(tmp_path: Path, docs: Path) -> None:
    for number in range(12):
        put(
            docs,
            f"{number:02}.html",
            story([sentence_of(number * 7 + k) for k in range(4)], head=head(f"Outlet {number % 3}")),
        )
    put(docs, "05b.html", story([sentence_of(5 * 7 + k) for k in range(4)], head=head("Another")))
    files = []
    for jobs in (1, 3):
        root = tmp_path / f"ws{jobs}"
        make_workspace(root, "Ferries")
        rows = add(find_workspace(root), docs, jobs=jobs)
        assert len(rows) == 13
        files.append({path.name: path.read_bytes() for path in (root / "seeds" / "sources").iterdir()})
    assert files[0] == files[1]


def test_a_second_run_at_the_same_time_is_refused(workspace: Workspace, docs: Path) -> None:
    running = add_documents(
        workspace, [str(put(docs, "a.txt", article(1))), str(put(docs, "b.txt", article(2)))], Limits()
    )
    next(running)
    with pytest.raises(WorkspaceError, match="another run"):
        add(workspace, docs)
    assert len(list(running)) == 1
    assert {row.status for row in add(workspace, docs)} <= {"added", "same"}


def test_the_shipped_graph_takes_no_documents(tmp_path: Path, docs: Path) -> None:
    with pytest.raises(WorkspaceError, match="workspace of your own"):
        add(find_workspace(tmp_path), put(docs, "a.txt", article(1)))

"""Adding: each document once, copies and versions linked, and the record right afterwards."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.cli.init import make_workspace
from kg.errors import WorkspaceError
from kg.model import ROLES
from kg.read import stored_document, stored_documents
from kg.read.adding import Given, Row, add_documents
from kg.read.request import Limits
from kg.store.validate import validate
from kg.turtle import format_turtle
from kg.verify import SourceText, load_source_records, load_texts
from kg.workspace import Workspace, find_workspace
from tests.read.builders import PARAGRAPHS, article, debate, page, pdf, sentence, story


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    make_workspace(tmp_path / "ws", "Ferries")
    return find_workspace(tmp_path / "ws")


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    return folder


def add(workspace: Workspace, *paths: Path, jobs: int = 1, given: Given | None = None) -> list[Row]:
    return list(add_documents(workspace, [str(path) for path in paths], Limits(timeout_s=30), jobs=jobs, given=given))


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def record(workspace: Workspace, row: Row) -> str:
    return (workspace.root / "seeds" / "sources" / f"{row.id}.ttl").read_text(encoding="utf-8")


def head(outlet: str, day: str = "2024-03-03") -> str:
    return f'<meta property="og:site_name" content="{outlet}"><meta property="article:published_time" content="{day}">'


def checked(workspace: Workspace) -> None:
    report = validate(workspace)
    assert [(fault.file, fault.message) for fault in report.faults] == []


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


def test_the_same_document_twice_is_one_source(workspace: Workspace, docs: Path) -> None:
    first = put(docs, "a.txt", article(1))
    rows = add(
        workspace,
        first,
        first,
        put(docs, "again/a.txt", article(1)),
        put(docs, "crlf.txt", article(1).replace("\n", "\r\n")),
        put(docs, "bom.txt", "\ufeff" + article(1)),
        put(docs, "wide.txt", article(1).encode("utf-16")),
        put(docs, "straight.txt", article(1).replace("“", '"').replace("”", '"')),
    )
    assert [row.status for row in rows] == ["added", *["same"] * 6]
    assert len({row.id for row in rows}) == 1
    assert len(list((workspace.root / "seeds" / "sources").iterdir())) == 1
    assert [row.status for row in add(workspace, docs)] == ["same"] * 6


def test_a_page_that_differs_only_around_the_article_is_the_same(workspace: Workspace, docs: Path) -> None:
    one = story(PARAGRAPHS, head=head("Merrow Herald"))
    two = one.replace(b"All rights reserved", b"Some rights reserved").replace(b"/isles", b"/islands")
    assert [row.status for row in add(workspace, put(docs, "1.html", one), put(docs, "2.html", two))] == [
        "added",
        "same",
    ]


def test_a_copy_in_another_outlet_is_linked_and_no_further_witness(workspace: Workspace, docs: Path) -> None:
    made = [sentence_of(number) for number in range(8)]
    first, second, third = add(
        workspace,
        put(docs, "1.html", story(made, head=head("Merrow Herald"))),
        put(docs, "2.html", story(made[:7], head=head("Island Weekly"))),
        put(docs, "3.html", story(made, head=head("Quay Times", "2024-03-04"), headline="Nine days without a boat")),
    )
    assert [first.status, second.status, third.status] == ["added", "copy", "copy"]
    assert second.of == first.id
    assert f"prov:alternateOf id:{first.id} ;" in record(workspace, second)
    assert f"kg:repeatsSource id:{first.id} ;" in record(workspace, second)
    assert f"kg:repeatsSource id:{first.id} ;" in record(workspace, third)
    checked(workspace)


def sentence_of(number: int) -> str:
    import random

    return " ".join(sentence(random.Random(number * 10 + place)) for place in range(3))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_new_version_is_linked_to_the_one_it_revises(workspace: Workspace, docs: Path, order: Sequence[int]) -> None:
    made = [sentence_of(number) for number in range(8)]
    updated = "<p>Last updated: 5 March 2024</p>"
    paths = [
        put(docs, "old.html", story(made, head=head("Merrow Herald"))),
        put(docs, "new.html", story([*made[:6], sentence_of(99)], updated, head=head("Merrow Herald"))),
    ]
    rows = add(workspace, *(paths[place] for place in order))
    by_name = {Path(row.document).name: row for row in rows}
    assert [row.status for row in rows] == ["added", "version"]
    texts = record(workspace, rows[0]) + record(workspace, rows[1])
    assert f"prov:wasRevisionOf id:{by_name['old.html'].id} ;" in texts or (
        f"id:{by_name['new.html'].id}\n    prov:wasRevisionOf id:{by_name['old.html'].id} ;" in texts
    )


def test_the_same_address_with_little_in_common_is_a_version(workspace: Workspace, docs: Path) -> None:
    made = [sentence_of(number) for number in range(8)]
    link = '<link rel="canonical" href="https://herald.example/live">'
    rows = add(
        workspace,
        put(docs, "1.html", story(made, head=head("Merrow Herald") + link)),
        put(
            docs,
            "2.html",
            story([*made[:3], *(sentence_of(n) for n in range(20, 25))], head=head("Merrow Herald") + link),
        ),
    )
    assert rows[1].status == "version"


def test_other_stories_of_one_outlet_are_others(workspace: Workspace, docs: Path) -> None:
    background = [sentence_of(1), sentence_of(2)]
    rows = add(
        workspace,
        *(
            put(
                docs,
                f"{n}.html",
                story([*(sentence_of(n * 20 + k) for k in range(6)), *background], head=head("Merrow Herald")),
            )
            for n in range(1, 5)
        ),
    )
    assert [row.status for row in rows] == ["added"] * 4


def test_the_outlet_is_one_body_whatever_its_article(workspace: Workspace, docs: Path) -> None:
    rows = add(
        workspace,
        put(docs, "1.html", story([sentence_of(n) for n in range(5)], head=head("Merrow Herald"))),
        put(docs, "2.html", story([sentence_of(n) for n in range(30, 35)], head=head("The Merrow Herald"))),
        put(docs, "3.html", story([sentence_of(n) for n in range(60, 65)], head=head("Sample Gazette"))),
    )
    assert "a kg:Organisation" in record(workspace, rows[0])
    assert "a kg:Organisation" not in record(workspace, rows[1])
    assert "dcterms:publisher id:merrow-herald ;" in record(workspace, rows[1])
    assert "dcterms:publisher id:sample-gazette ;" in record(workspace, rows[2])
    checked(workspace)


def test_two_documents_of_one_name_are_two_sources(workspace: Workspace, docs: Path) -> None:
    rows = add(workspace, put(docs, "x/index.txt", article(1)), put(docs, "y/index.txt", article(2)))
    assert [row.status for row in rows] == ["added", "added"]
    assert rows[0].id != rows[1].id
    texts = texts_of(workspace)
    assert {source.problem for source in texts.values()} == {""}


def texts_of(workspace: Workspace) -> dict[str, SourceText]:
    from kg.query.records import Neighbourhood
    from kg.store import open_store

    with open_store(workspace) as store:
        return dict(load_texts(workspace.derived_dir / "sources", load_source_records(Neighbourhood(store))).sources)


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

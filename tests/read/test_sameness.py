"""Each document once: copies and versions linked to what they repeat, other stories kept apart."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.workspace import Workspace
from tests.read.adding import add, checked, head, put, record, sentence_of, texts_of
from tests.read.builders import PARAGRAPHS, article, story


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
    # The link is written with the document that comes second, whichever of the two it is.
    _, _, block = record(workspace, rows[1]).partition(f"id:{by_name['new.html'].id}\n")
    assert f"    prov:wasRevisionOf id:{by_name['old.html'].id} ;" in block.partition("\n.\n")[0].splitlines()


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

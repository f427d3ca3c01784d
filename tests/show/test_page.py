"""The page: same input, same bytes; nothing from a document becomes markup; all of the content without a script."""

import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser

import pytest

from kg.model import Entity, Report, Standing, Statement
from kg.namespaces import expand
from kg.show.network import build_network
from kg.show.page import Page, write_page
from kg.surroundings import Surroundings
from tests.show.said import BOB, CRANE, FIRE, ann, said

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "javascript:alert(1)",
    "<!--<script>",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "\u202egnp.exe",
    "a\u2028b",
    "a\x00b\x1b[31m",
    "\ud800",
    "x" * 10_000,
)


def report(text: str = "The Gazette") -> Report:
    return Report("r-1", text, "gazette-1", "ab", text, "2020-03-02", "direct", (text,), ((1, 9),), "curated", text)


def page_of(statements: Sequence[Statement], title: str = "T", surroundings: Surroundings | None = None) -> Page:
    return write_page(build_network(statements), statements, title, surroundings=surroundings)


class Seen(HTMLParser):
    """Collects elements, event handlers, ids and visible text as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def everywhere(text: str) -> list[Statement]:
    """Return a statement that carries a text in every field which a document fills."""
    speaker = Entity(f"e:{text[:20]}", text, (expand("kg:Person"),))
    target = Entity("e:t", text, (expand("kg:Organisation"),))
    standing = (Standing("disputes", "from", text[:50], text, text, text),)
    reports = (report(text),)
    fire = Entity("e:fire", text, (expand("kg:Incident"),))
    return [
        said(
            "s1",
            speaker=speaker,
            towards=(target,),
            about=(fire,),
            post=text,
            gist=text,
            reports=reports,
            standing=standing,
            said_on=text,
            acts=(text,),
        )
    ]


def test_the_order_of_the_statements_changes_no_byte() -> None:
    statements = [
        said(f"s{n}", towards=(Entity(f"e:t{n % 5}", f"Target {n % 5}", (expand("kg:Person"),)),)) for n in range(20)
    ]
    assert page_of(statements).html == page_of(statements[::-1]).html


def test_another_seed_changes_places_only() -> None:
    statements = [said(f"s{n}", towards=(Entity(f"e:t{n}", f"T {n}", ()),)) for n in range(9)]
    network = build_network(statements)
    pages = [write_page(network, statements, "T", seed=seed) for seed in (1, 2)]
    names = [{node["name"] for node in data_of(page)["nodes"]} for page in pages]
    assert names[0] == names[1]


def test_an_empty_network_is_a_page_too() -> None:
    assert "0 nodes · 0 lines · 0 statements" in page_of([]).html


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    seen, plain = Seen(page_of(everywhere(text), text).html), Seen(page_of(everywhere("plain"), "plain").html)
    assert sorted(set(seen.tags)) == sorted(set(plain.tags)), "the text made an element"
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    assert not [value for name, value in seen.attributes if name in ("href", "src") and not value.startswith("#")]


def test_no_id_of_the_data_stands_for_a_part_of_the_page() -> None:
    html = page_of([said("data"), said("panel")]).html
    ids = [value for name, value in Seen(html).attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert {"at-data", "at-panel", "data", "panel"} <= set(ids)


def data_of(page: Page) -> dict[str, list[dict[str, object]]]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page.html, re.S)
    assert found
    content: dict[str, list[dict[str, object]]] = json.loads(found[1])
    return content


def test_the_data_can_be_read_back() -> None:
    content = data_of(page_of(everywhere(HOSTILE[0])))
    assert {node["name"] for node in content["nodes"]} == {HOSTILE[0]}
    assert content["statements"][0]["gist"] == HOSTILE[0]


def test_the_page_asks_nobody_for_anything() -> None:
    html = page_of([said("s1")]).html
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    outside_scripts = re.sub(r"<script>.*?</script>", "", html, flags=re.S)
    assert not re.findall(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", outside_scripts)
    assert "url(" not in outside_scripts
    assert " style=" not in outside_scripts, "the policy lets no style of an attribute work"


def test_all_of_the_content_stands_in_the_tables() -> None:
    standing = (Standing("disputes", "from", "s2", "Bob", "the editors"),)
    one = said("s1", towards=(BOB,), post="Mayor", reports=(report(),), standing=standing, polarity="withheld")
    text = " ".join(" ".join(Seen(page_of([one, said("s2", speaker=BOB)]).html.split("<script")[0]).text).split())
    for words in ("Ann", "Mayor", "blames", "expressly withheld", "1 Mar 2020", "What s1 says.", "The Gazette"):
        assert words in text
    assert "characters 1–9" in text
    assert "disputed by Bob ( s2 ), according to the editors" in text


def test_the_size_is_stated_on_the_page() -> None:
    page = page_of([said("s1")])
    assert f"This page is {page.size_bytes / 1e6:.2f} MB" in page.html
    assert page.notes == ()


def test_tables_say_what_they_leave_out() -> None:
    page = page_of([said(f"s{n:04}", about=(Entity(f"e:i{n}", f"I {n}", ()),)) for n in range(1600)])
    assert page.html.count('id="at-') == 500
    assert any("500 latest of 1,600 statements" in note for note in page.notes)
    assert "500 latest of 1,600 statements" in page.html


def test_incidents_and_their_parts_are_a_tree_in_the_filter() -> None:
    whole = Entity("e:whole", "The whole", (expand("kg:Incident"),))
    surroundings = Surroundings(
        incidents={"e:fire": "The fire", "e:whole": "The whole", "e:crane": "The crane"},
        wholes={"e:fire": "e:whole"},
        kinds={"e:fire": ("arson",)},
    )
    statements = [said("s1"), said("s2", about=(whole,)), said("s3", about=(CRANE,))]
    html = page_of(statements, surroundings=surroundings).html
    options = re.findall(r'<option value="[^"]*">([^<]*)</option>', html)
    assert options[:4] == ["all incidents", "The whole (2)", "– The fire (1)", "The crane (1)"]
    assert "arson (1)" in options


def test_a_speaker_of_himself_has_a_line() -> None:
    content = data_of(page_of([said("s1", towards=(ann(),))]))
    assert [line for line in content["lines"] if line["from"] == line["to"]]


def test_the_fire_is_labelled() -> None:
    assert FIRE.label in page_of([said("s1")]).html

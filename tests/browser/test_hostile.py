"""Whatever stands in a document or a label is shown as it is, everywhere, and does nothing."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

import kg
from tests.browser.conftest import TIMEOUT_MS, Visit, visit_in
from tests.browser.hostile import TEXTS, TITLE, is_name, write_workspace
from tests.browser.test_media import SVG, download

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
# The texts that are shown whole somewhere under a root, as an eye would find them: in an element that has a place.
SEEN = """(selector) => {
    const found = new Set();
    for (const root of document.querySelectorAll(selector)) {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
        while (walker.nextNode()) {
            const element = walker.currentNode;
            if (element.childElementCount === 0 && element.getClientRects().length) found.add(element.textContent);
        }
    }
    return [...found];
}"""


# Where a mark of direction stands in an element that would let it turn what follows.
LOOSE = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const loose = [];
    while (walker.nextNode()) {
        const holder = walker.currentNode.parentElement;
        if (!/[\\u202a-\\u202e\\u2066-\\u2069]/.test(walker.currentNode.data)) continue;
        if (holder.closest("script, option, bdi") || getComputedStyle(holder).unicodeBidi === "isolate") continue;
        loose.push(holder.outerHTML.slice(0, 120));
    }
    return loose;
}"""


def as_read(text: str) -> str:
    """Return a text as an HTML parser reads it out of a file."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    with kg.open_graph(write_workspace(folder / "ws")) as graph:
        return graph.view(title=TITLE, metrics=True).save(folder / "hostile.html")


@pytest.fixture(scope="module")
def opened(browser: "Browser", page: Path) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    context.set_default_timeout(TIMEOUT_MS)
    yield visit_in(context, page)
    context.close()


@pytest.fixture
def seen(opened: Visit) -> Iterator[Visit]:
    yield opened
    assert opened.page.evaluate("window.hacked") is None
    assert opened.faults() == []


def missing(seen: Visit, selector: str, *, names: bool = False) -> list[str]:
    found = set(seen.page.evaluate(SEEN, selector))
    return [text[:80] for text in TEXTS if as_read(text) not in found and (is_name(text) or not names)]


def test_there_are_many(seen: Visit) -> None:
    assert len(set(TEXTS)) == len(TEXTS) >= 60


@pytest.mark.parametrize("table", ["#statements td[data-label='Speaker']", "#nodes", "#lines"])
def test_each_name_is_shown_whole_in_the_tables(seen: Visit, table: str) -> None:
    assert missing(seen, table, names=True) == []


def test_all_that_was_said_is_shown_whole(seen: Visit) -> None:
    assert missing(seen, "#statements td.what") == []


def test_each_is_shown_whole_in_the_panel(seen: Visit) -> None:
    # Whether each has a place is asked for one panel only: asking lays out the whole page anew.
    seen.page.evaluate(
        """() => {
            window.told = new Set();
            const names = new Set();
            for (const button of document.querySelectorAll("#nodes button.open")) {
                if (names.has(button.textContent)) continue;
                names.add(button.textContent);
                button.click();
                for (const one of document.querySelectorAll("#panel-title *, #panel-body *")) {
                    if (one.childElementCount === 0 && !one.hidden) window.told.add(one.textContent);
                }
            }
        }"""
    )
    found = set(seen.page.evaluate("[...window.told]"))
    assert [text[:80] for text in TEXTS if text not in found] == []
    assert seen.page.locator("#panel-title").is_visible()
    assert seen.page.locator("#panel article q").first.is_visible()


def test_no_text_became_an_element_an_attribute_or_a_link(seen: Visit) -> None:
    page = seen.page
    assert page.locator("script").count() == 3
    for tag in ("iframe", "img", "object", "embed", "base", "form:not(#filters)", "math", "video", "template"):
        assert page.locator(tag).count() == 0, tag
    names = page.evaluate("[...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames())")
    assert not [name for name in names if name.startswith("on")]
    assert not {"src", "action", "srcdoc", "formaction"} & set(names)
    links = page.evaluate("[...document.querySelectorAll('[href]')].map((one) => one.getAttribute('href'))")
    assert links
    assert all(link.startswith("#") for link in links)
    assert page.title() == as_read(TITLE)


def test_marks_of_direction_end_with_their_text(seen: Visit) -> None:
    loose = seen.page.evaluate(LOOSE)
    assert loose == []


def test_the_filters_find_by_hostile_words_and_do_nothing_else(seen: Visit) -> None:
    box = seen.page.get_by_role("combobox", name="Find", exact=True)
    for text in ("__proto__", "constructor", "<img src=x onerror=window.hacked=1>", "</script>", "toString"):
        box.fill(text)
        box.press("Enter")
        assert text in seen.panel()
    seen.page.get_by_role("button", name="Reset").click()
    for select in ("Incident", "Outlet"):
        choice = seen.page.get_by_role("combobox", name=select, exact=True)
        for index in (1, 20, 60):
            choice.select_option(index=index)
            assert seen.shown()["statements"] >= 1
        choice.select_option(index=0)


def test_saved_files_hold_them_as_text(seen: Visit) -> None:
    root = ElementTree.fromstring(download(seen, "SVG"))
    assert {one.tag for one in root.iter()} <= {
        SVG + name for name in ("svg", "title", "rect", "clipPath", "g", "path", "text", "tspan")
    }
    rows = list(csv.reader(io.StringIO(download(seen, "CSV").decode("utf-8-sig"), newline="")))
    cells = {cell for row in rows for cell in row}
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))]
    assert {text if not text.startswith(("=", "+", "-", "@")) else f"'{text}" for text in TEXTS} <= cells
    assert download(seen, "PNG")[:4] == b"\x89PNG"


def test_without_scripts_they_are_inert_and_shown_too(browser: "Browser", page: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    try:
        seen = visit_in(context, page, scripts=False)
        assert missing(seen, "#nodes", names=True) == []
        assert missing(seen, "#statements td.what") == []
        assert seen.requests == seen.problems == []
    finally:
        context.close()

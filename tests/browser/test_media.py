"""The page elsewhere than on a desk by day: link, files, paper, phone, night, without scripts, in a notebook."""

import csv
import io
import struct
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import kg
from kg.model import Statement
from kg.show.network import build_network
from kg.show.page import write_page
from tests.browser.conftest import Open, Visit, visit_in
from tests.browser.test_phone import PHONE
from tests.browser.test_use import ID, NAME
from tests.show.said import BOB, ann, said

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"
INJECTION = """() => {
    const hack = "window.hacked = 1";
    const markup = `<img src="x:" onerror="${hack}"><b onclick="${hack}" id="bait">b</b>`;
    document.body.insertAdjacentHTML("beforeend", markup);
    const script = document.createElement("script");
    script.textContent = hack;
    const link = document.createElement("a");
    link.href = "javascript:" + hack;
    document.body.append(script, link);
    link.click();
    document.getElementById("bait").click();
    try { window.setTimeout(hack, 0); } catch (refused) {}
    new Image().src = "http://127.0.0.1:9/x.png";
    fetch("http://127.0.0.1:9/").catch(() => {});
}"""


def download(seen: Visit, label: str) -> bytes:
    with seen.page.expect_download() as started:
        seen.page.get_by_role("button", name=label, exact=True).click()
    assert started.value.suggested_filename == f"network.{label.lower()}"
    return Path(started.value.path()).read_bytes()


def brightness(seen: Visit) -> float:
    colour = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    red, green, blue = (int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")[:3])
    return (red + green + blue) / 765


def test_a_link_restores_the_view_in_a_new_tab(visit: Open, shipped_page: Path) -> None:
    seen = visit(shipped_page)
    page = seen.page
    page.get_by_role("combobox", name="Incident", exact=True).select_option(index=1)
    page.get_by_role("combobox", name="Act", exact=True).select_option(value="family:against")
    page.get_by_role("checkbox", name="organisation").uncheck()
    page.get_by_role("combobox", name="Find", exact=True).fill(NAME)
    page.get_by_role("combobox", name="Find", exact=True).press("Enter")
    page.get_by_role("combobox", name="Neighbours", exact=True).select_option("2")
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_function("() => location.hash.includes('depth=2')")
    page.wait_for_timeout(700)
    other = visit_in(page.context, shipped_page, page.evaluate("location.hash"))
    for name in ("#incident", "#act", "#depth"):
        assert other.page.locator(name).input_value() == page.locator(name).input_value() != ""
    assert not other.page.get_by_role("checkbox", name="organisation").is_checked()
    assert other.panel() == seen.panel() == NAME
    assert other.shown() == seen.shown()
    for one in (page, other.page):
        one.evaluate("window.scrollTo(0, 0)")
    here, there = (one.page.evaluate("(name) => window.onRecord.nodeAt(name)", ID) for one in (seen, other))
    assert abs(here["x"] - there["x"]) < 3
    assert abs(here["y"] - there["y"]) < 3
    assert seen.faults() == other.faults() == []


@pytest.mark.parametrize(
    "fragment",
    [
        "#view&node=nobody&act=%00&from=x&zoom=-1&depth=99",
        "#view&line=a|b|c|d",
        "#view&x=1e999&y=NaN&zoom=1e9",
        "#<b>x",
    ],
)
def test_a_broken_link_opens_the_page_all_the_same(visit: Open, shipped_page: Path, fragment: str) -> None:
    seen = visit(shipped_page, fragment)
    assert seen.shown()["nodes"] > 50
    assert seen.faults() == []


def test_the_picture_is_saved_as_png(visit: Open, shipped_page: Path) -> None:
    data = download(visit(shipped_page), "PNG")
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    assert width >= 600
    assert height >= 400
    assert len(data) > 20_000


def test_the_picture_is_saved_as_svg_with_names_as_text(visit: Open, shipped_page: Path) -> None:
    root = ElementTree.fromstring(download(visit(shipped_page), "SVG"))
    assert root.tag == f"{SVG}svg"
    words = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert NAME in words
    assert not list(root.iter(f"{SVG}script"))
    assert len(list(root.iter(f"{SVG}path"))) > 100


def test_what_is_shown_is_saved_as_csv(visit: Open, shipped_page: Path) -> None:
    seen = visit(shipped_page)
    seen.page.get_by_role("combobox", name="Act", exact=True).select_option(value="denies")
    rows = list(csv.DictReader(io.StringIO(download(seen, "CSV").decode("utf-8-sig"), newline="")))
    assert len({row["statement"] for row in rows}) == seen.shown()["statements"] > 0
    assert all("denies" in row["acts"] for row in rows)
    assert all(row["outlet"] and row["passage"] and row["origin"] for row in rows)


def test_paper_gets_a_report(visit: Open, shipped_page: Path) -> None:
    seen = visit(shipped_page, color_scheme="dark")
    seen.page.emulate_media(media="print")
    seen.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert brightness(seen) > 0.9, "dark ink on light paper"
    for name in ("Search and filters", "Zoom"):
        assert not seen.page.get_by_label(name, exact=True).is_visible()
    assert seen.page.locator("#print svg").is_visible()
    assert seen.page.locator("#statements tbody tr").first.is_visible()
    assert all(one.get_attribute("open") is not None for one in seen.page.locator("details").all())
    seen.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    paper = seen.page.pdf(format="A4")
    assert paper.startswith(b"%PDF")
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page>") + paper.count(b"/Type /Page ") >= 5
    assert seen.faults() == []


def test_night_has_a_dark_page(visit: Open, shipped_page: Path) -> None:
    light, dark = (visit(shipped_page, color_scheme=scheme) for scheme in ("light", "dark"))
    assert brightness(light) > 0.9
    assert brightness(dark) < 0.2
    dark.page.emulate_media(color_scheme="light")
    assert brightness(dark) > 0.9
    assert dark.faults() == []


def test_whoever_wants_stillness_gets_it(visit: Open, shipped_page: Path) -> None:
    seen = visit(shipped_page, reduced_motion="reduce")
    seen.page.get_by_role("combobox", name="Find", exact=True).fill(NAME)
    seen.page.get_by_role("combobox", name="Find", exact=True).press("Enter")
    at_once = seen.page.evaluate("(name) => window.onRecord.nodeAt(name)", ID)
    seen.page.wait_for_timeout(400)
    assert seen.page.evaluate("(name) => window.onRecord.nodeAt(name)", ID) == at_once
    assert seen.page.evaluate("document.getAnimations().length") == 0
    assert seen.faults() == []


def test_without_scripts_the_tables_hold_everything(visit: Open, shipped_page: Path) -> None:
    with_scripts = visit(shipped_page)
    total = with_scripts.shown()["statements"]
    seen = visit(shipped_page, scripts=False)
    page = seen.page
    assert page.locator("#plain-note").is_visible()
    assert not page.locator("#filters").is_visible()
    assert page.locator("#statements tbody tr:visible").count() == total
    assert page.locator("#nodes tbody").get_by_text(NAME, exact=True).is_visible()
    assert page.locator("table.matrix").is_visible()
    page.get_by_role("link", name="Lines", exact=True).click()
    assert page.url.endswith("#lines-title")
    dots = page.locator("a.dots:visible").first
    dots.click()
    target = page.url.split("#")[1]
    assert page.locator(f"[id='{target}']").is_visible()
    assert seen.requests == []
    assert seen.problems == []


def test_nothing_is_asked_for_and_nothing_inline_runs(visit: Open, shipped_page: Path) -> None:
    seen = visit(shipped_page)
    page = seen.page
    assert seen.faults() == []
    page.evaluate(INJECTION)
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    refused = page.evaluate("window.violations")
    assert {"script-src-elem", "script-src-attr", "img-src", "connect-src"} <= set(refused)
    assert set(seen.requests) <= set(seen.refused), "what was asked for was stopped by the page's own policy"


def test_a_notebook_shows_it_in_its_sandbox(visit: Open, shipped_page: Path, root: Path, tmp_path: Path) -> None:
    with kg.open_graph(root) as graph:
        cell = graph.view(incident="dartmoor-release-2017")._repr_html_()
    notebook = tmp_path / "notebook.html"
    notebook.write_text(f"<!DOCTYPE html><meta charset=utf-8><title>Notebook</title>{cell}", encoding="utf-8")
    seen = visit(notebook, is_page=False)
    frame = seen.page.frames[1]
    frame.evaluate("window.onRecord.ready")
    frame.get_by_role("combobox", name="Act", exact=True).select_option(index=2)
    frame.locator("#nodes").get_by_role("button", name="Peter Clarke", exact=True).click()
    assert frame.locator("#panel-title").inner_text() == "Peter Clarke"
    assert not frame.locator("#copy").is_visible(), "a link to no address is of no use"
    # The page may neither see the notebook nor keep anything in it.
    assert frame.evaluate("window.origin") == "null"
    assert seen.requests == seen.problems == []


@pytest.mark.parametrize("media", ["light", "dark", "phone"])
def test_axe_finds_nothing(visit: Open, small_page: Path, media: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    seen = visit(small_page, **(PHONE if media == "phone" else {"color_scheme": media}))
    if media == "light":
        assert violations(axe.Axe().run(seen.page)) == []
    if media == "phone":
        seen.page.get_by_role("button", name="Filters").click()
    seen.page.get_by_role("combobox", name="Find", exact=True).fill("David Lammy")
    seen.page.get_by_role("combobox", name="Find", exact=True).press("Enter")
    assert seen.panel() == "David Lammy"
    seen.page.get_by_role("checkbox", name="Hide unconnected").check()
    assert violations(axe.Axe().run(seen.page)) == []


def violations(results: Any) -> list[tuple[str, str, str]]:
    """Return what axe finds, each with its first element."""
    found = results.response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:120], one["nodes"][0]["failureSummary"][:200]) for one in found]


@pytest.mark.parametrize("edges", ["speakers", "incidents", "agencies"])
def test_a_projection_is_a_page_too(visit: Open, root: Path, tmp_path: Path, edges: str) -> None:
    with kg.open_graph(root) as graph:
        seen = visit(graph.view(edges=edges, incident="mistaken-releases-2025").save(tmp_path / "page.html"))
    assert seen.shown()["lines"] > 0
    seen.page.locator("#lines tbody tr").first.get_by_role("button").click()
    assert seen.page.locator("#panel article").count() >= 1
    assert seen.faults() == []


def test_a_node_counts_the_same_statements_in_the_table_and_in_the_panel(
    visit: Open, root: Path, tmp_path: Path
) -> None:
    # The lines of a projection hold the statements of both ends, which are many more than a node's own.
    with kg.open_graph(root) as graph:
        shown = graph.view(edges="agencies", since="2006", until="2006-05", metrics=True)
    seen = visit(shown.save(tmp_path / "page.html"))
    page = seen.page
    assert page.locator("#nodes thead").inner_text().split() == ["Name", "Kind", "Statements", "Betweenness", "Degree"]
    for row in page.locator("#nodes tbody tr").all()[:6]:
        name, count = row.get_by_role("rowheader").inner_text(), row.locator("td").nth(1).inner_text()
        row.get_by_role("button").click()
        assert seen.panel() == name
        assert f" · {count} statement" in page.locator("#panel .kind").inner_text()
        assert page.locator("#panel article").count() == int(count)
    assert seen.faults() == []


@pytest.mark.parametrize(
    "statements",
    [
        (),
        (said("s1", about=()),),
        (said("s1", towards=(ann(),)),),
        (said("s1", said_on=None, earliest=None, latest=None, towards=(BOB,)),),
    ],
    ids=["nothing", "about nothing", "of oneself", "without a day"],
)
def test_a_bare_record_is_a_page_too(visit: Open, tmp_path: Path, statements: tuple[Statement, ...]) -> None:
    path = tmp_path / "page.html"
    path.write_text(write_page(build_network(statements), statements, "Bare").html, encoding="utf-8")
    seen = visit(path)
    assert seen.shown()["statements"] == len(statements)
    for name in ("Zoom in", "Fit", "Reset"):
        seen.page.get_by_role("button", name=name, exact=True).click()
    for name in ("PNG", "SVG", "CSV"):
        download(seen, name)
    assert seen.faults() == []

"""The page as a person uses it: searching, filtering, reading, sorting, by mouse and by keyboard."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import TIMEOUT_MS, Open, Visit, visit_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
ID = "charles-clarke"
NAME = "Charles Clarke"


@pytest.fixture(scope="module")
def opened(browser: "Browser", shipped_page: Path) -> Iterator[Visit]:
    """Return the page, opened once: opening it takes longer than most of what is done with it."""
    # Still, so that what is clicked does not glide away.
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True, reduced_motion="reduce")
    context.set_default_timeout(TIMEOUT_MS)
    yield visit_in(context, shipped_page)
    context.close()


@pytest.fixture
def seen(opened: Visit) -> Iterator[Visit]:
    """Return the page as it was at first; whatever a test does with it, nothing may go wrong behind it."""
    page = opened.page
    for box in page.get_by_role("searchbox").all():
        box.fill("")
    page.get_by_role("button", name="Reset").click()
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    yield opened
    assert opened.faults() == []


def click_node(seen: Visit, name: str) -> None:
    seen.page.locator("#network").scroll_into_view_if_needed()
    place = seen.page.evaluate("(name) => window.onRecord.nodeAt(name)", name)
    seen.page.mouse.click(place["x"], place["y"])


def text_of(seen: Visit, selector: str) -> str:
    """Return the text of the first element, drawn or not: what lies far below is laid out when it is scrolled to."""
    return seen.page.locator(selector).first.text_content() or ""


def test_the_first_view_shows_everything_and_names_what_it_can(seen: Visit) -> None:
    shown = seen.shown()
    assert shown["nodes"] > 50
    assert shown["statements"] > 100
    assert seen.panel() == "At a glance"
    labels = seen.page.evaluate("window.onRecord.labels()")
    boxes = [(one["x"], one["y"]) for one in labels]
    assert len(boxes) == len(set(boxes)) >= 15


NAME_BOXES = """() => {
  const pen = document.createElement("canvas").getContext("2d");
  const stage = document.querySelector("#network").getBoundingClientRect();
  return window.onRecord.labels().filter((one) => one.number !== undefined).map((one) => {
    pen.font = (one.strong ? "600 " : "") + one.size + "px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
    const width = Math.max(...one.lines.map((line) => pen.measureText(line).width));
    const left = stage.left + one.x - { left: 0, center: width / 2, right: width }[one.align];
    const top = stage.top + one.y - one.size;
    return { words: one.lines.join(" "), left, right: left + width, top, bottom: top + one.lines.length * one.step };
  });
}"""


@pytest.mark.parametrize("size", [(1280, 900), (390, 844)])
def test_no_name_crosses_the_edge_of_a_cell(visit: Open, shipped_page: Path, size: tuple[int, int]) -> None:
    seen = visit(shipped_page, viewport={"width": size[0], "height": size[1]})
    cells, names = seen.page.evaluate("window.onRecord.cells()"), seen.page.evaluate(NAME_BOXES)
    assert len(names) >= 10
    for name in names:
        assert any(
            cell["left"] <= name["left"] < name["right"] <= cell["right"]
            and cell["top"] <= name["top"] < name["bottom"] <= cell["bottom"] + 1
            for cell in cells
        ), name["words"]


def test_a_name_is_found(seen: Visit) -> None:
    box = seen.page.get_by_role("combobox", name="Find")
    box.fill("clarke")
    assert seen.page.locator("#names option").first.get_attribute("value")
    box.fill(NAME)
    box.press("Enter")
    assert seen.panel() == NAME
    assert "person" in seen.page.locator("#panel-body .kind").inner_text()


def test_words_that_somebody_said_are_found(seen: Visit) -> None:
    words = text_of(seen, "#statements q").strip("“” ")[:25]
    box = seen.page.get_by_role("combobox", name="Find", exact=True)
    box.fill(words)
    box.press("Enter")
    assert words in seen.panel()
    assert seen.page.locator("#panel article").count() >= 1


def test_what_nobody_is_called_is_told(seen: Visit) -> None:
    box = seen.page.get_by_role("combobox", name="Find", exact=True)
    box.fill("Zebedee Quux")
    box.press("Enter")
    assert seen.panel() == "Not found"
    assert "Zebedee Quux" in seen.page.locator("#panel-body").inner_text()


@pytest.mark.parametrize("label", ["Incident", "Kind of failure", "Act", "Outlet", "Origin"])
def test_a_filter_leaves_as_many_statements_as_it_says(seen: Visit, label: str) -> None:
    choice = seen.page.get_by_role("combobox", name=label, exact=True)
    before = seen.shown()
    # The last of the choices is the rarest.
    option = choice.locator("option").last
    words = option.inner_text()
    choice.select_option(value=option.get_attribute("value"))
    promised = int(re.findall(r"\((\d+)\)\s*$", words)[0])
    after = seen.shown()
    assert after["statements"] == promised
    assert after["nodes"] <= before["nodes"]
    rows = seen.page.locator("#statements tbody tr:visible").count()
    assert rows == promised
    assert text_of(seen, "#count-statements").startswith(f"{promised} of ")
    seen.page.get_by_role("button", name="Reset").click()
    assert seen.shown() == before


def test_filters_add_up(seen: Visit) -> None:
    seen.page.get_by_role("combobox", name="Outlet", exact=True).select_option(index=1)
    one = seen.shown()["statements"]
    seen.page.get_by_role("combobox", name="Act", exact=True).select_option(value="family:against")
    assert 0 < seen.shown()["statements"] < one


def test_a_neighbourhood_grows_with_its_depth(seen: Visit) -> None:
    click_node(seen, ID)
    counts = []
    for depth in ("1", "2", "3", "0"):
        seen.page.get_by_role("combobox", name="Neighbours", exact=True).select_option(depth)
        counts.append(seen.shown()["nodes"])
    assert 1 < counts[0] < counts[1] <= counts[2] <= counts[3]


def test_unconnected_nodes_and_kinds_can_be_hidden(seen: Visit) -> None:
    everything = seen.shown()
    seen.page.get_by_role("checkbox", name="incident").uncheck()
    without = seen.shown()
    assert without["nodes"] < everything["nodes"]
    seen.page.get_by_role("checkbox", name="Hide unconnected").check()
    assert seen.shown()["nodes"] <= without["nodes"]
    kinds = seen.page.locator("#nodes tbody tr:visible td:nth-child(2)").all_inner_texts()
    assert "incident" not in kinds


def test_the_slider_narrows_the_period_and_never_crosses(seen: Visit) -> None:
    total = seen.shown()["statements"]
    until = seen.page.get_by_role("slider", name="Until", exact=True)
    until.focus()
    for _ in range(int(until.get_attribute("max") or 0) // 2):
        until.press("ArrowLeft")
    fewer = seen.shown()["statements"]
    assert 0 < fewer < total
    until.press("Home")
    first = seen.shown()["statements"]
    assert 0 < first < fewer
    start = seen.page.get_by_role("slider", name="From", exact=True)
    start.focus()
    start.press("End")
    assert start.input_value() == until.input_value()
    assert f"{first} of {total}" in seen.page.locator("#period").inner_text()
    assert until.get_attribute("aria-valuetext")


def test_the_record_grows_when_it_is_played(seen: Visit) -> None:
    total = seen.shown()["statements"]
    play = seen.page.get_by_role("button", name="Play")
    play.click()
    early = seen.shown()["statements"]
    assert early < total
    seen.page.wait_for_function("(early) => window.onRecord.shown().statements > early", arg=early)
    seen.page.get_by_role("button", name="Pause").click()
    assert play.is_visible()


def test_a_click_on_a_node_tells_what_was_said(seen: Visit) -> None:
    click_node(seen, ID)
    assert seen.panel() == NAME
    card = seen.page.locator("#panel article").first
    words = card.inner_text()
    # Who, when, act, outlet, passage, wording and origin.
    assert re.search(r"\d{4}", words)
    assert re.search(r"\[\d+", words) or re.search(r"\d+[-–]\d+", words)
    assert "curated" in words


def test_a_click_on_a_line_tells_what_was_said(seen: Visit) -> None:
    page = seen.page
    point = page.evaluate("window.onRecord.lineAt('david-davis', 'home-office')")
    page.mouse.click(point["x"], point["y"])
    assert page.locator("#panel article").count() >= 1
    assert seen.panel() == "David Davis → Home Office"
    assert point["words"] in page.locator("#panel").inner_text()


def test_tables_lead_to_the_panel(seen: Visit) -> None:
    seen.page.locator("#nodes").get_by_role("button", name=NAME, exact=True).click()
    assert seen.panel() == NAME
    line = seen.page.locator("#lines tbody tr").first
    ends = [line.locator("td").nth(place).inner_text() for place in (0, 2)]
    line.get_by_role("button").click()
    told = seen.page.locator("#panel").inner_text()
    assert all(end in told for end in ends)
    seen.page.locator(".matrix a[data-statements]").first.click()
    assert seen.page.locator("#panel article").count() >= 1
    seen.page.locator("a.dots").first.click()
    assert seen.page.locator("#panel article").count() >= 1


def test_a_table_is_sorted_by_keyboard(seen: Visit) -> None:
    heading = seen.page.locator("#nodes thead th").nth(2)
    button = heading.get_by_role("button")
    for direction in ("ascending", "descending"):
        button.focus()
        seen.page.keyboard.press("Enter")
        assert heading.get_attribute("aria-sort") == direction
        numbers = [int(text) for text in seen.page.locator("#nodes tbody tr:visible td:nth-child(3)").all_inner_texts()]
        assert numbers == sorted(numbers, reverse=direction == "descending")
        assert len(set(numbers)) > 3


def test_a_table_is_searched(seen: Visit) -> None:
    box = seen.page.get_by_label("Search in people, bodies and incidents")
    box.fill("police")
    names = seen.page.locator("#nodes tbody tr:visible th").all_inner_texts()
    assert 0 < len(names) < 20
    assert all("olice" in name for name in names)
    box.fill("zebedee quux")
    assert seen.page.locator("#nodes tbody tr:visible").count() == 0
    assert text_of(seen, "#count-nodes").startswith("0 of ")


def test_the_whole_page_can_be_walked_by_keyboard(visit: Open, shipped_page: Path) -> None:
    page = visit(shipped_page).page
    focused = "document.activeElement.id || document.activeElement.textContent.trim().slice(0, 30)"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "Skip to the statements"
    stops = []
    for _ in range(40):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(focused))
        ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert ring != "none", f"no sign of the focus on {stops[-1]}"
    wanted = ["find", "incident", "act", "connected", "reset", "network", "zoom-in", "fit"]
    assert [stop for stop in stops if stop in wanted] == wanted, "the order of the focus is that of the page"
    assert "from" in stops
    assert "until" in stops


def test_the_drawing_is_read_by_keyboard(seen: Visit) -> None:
    page = seen.page
    page.locator("#network").focus()
    page.keyboard.press("ArrowRight")
    first = seen.panel()
    assert first != "At a glance"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert seen.panel() != first
    chosen = seen.panel()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel-title"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "network"
    assert seen.panel() == chosen
    page.keyboard.press("Escape")
    assert seen.panel() == "At a glance"
    for key in "+-0":
        page.keyboard.press(key)


def test_somebody_without_eyes_is_told_what_happened(seen: Visit) -> None:
    click_node(seen, ID)
    status = seen.page.get_by_role("status").filter(has_text=NAME)
    assert status.count() == 1


def test_timelines_and_the_matrix_are_tables_with_headings(seen: Visit) -> None:
    for table in seen.page.locator("table").all():
        assert table.locator("th[scope=col]").count() >= 2
    assert seen.page.locator("details.timeline").count() >= 3
    assert seen.page.locator("table.matrix tbody tr").count() >= 3

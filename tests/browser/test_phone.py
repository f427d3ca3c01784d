"""The page on a phone: all incidents in the first view, everything within reach of a thumb."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Open
from tests.browser.test_use import ID, NAME

pytestmark = pytest.mark.browser
PHONE: dict[str, Any] = {"viewport": {"width": 375, "height": 700}, "has_touch": True, "is_mobile": True}


def test_a_phone_can_use_it(visit: Open, shipped_page: Path) -> None:
    seen = visit(shipped_page, **PHONE)
    page = seen.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert not page.get_by_role("combobox", name="Outlet", exact=True).is_visible(), "the filters are folded"
    page.get_by_role("button", name="Filters").tap()
    page.get_by_role("combobox", name="Outlet", exact=True).select_option(index=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.get_by_role("button", name="Reset").tap()
    page.get_by_role("combobox", name="Find", exact=True).fill(NAME)
    page.get_by_role("combobox", name="Find", exact=True).press("Enter")
    assert seen.panel() == NAME
    panel = page.locator("#panel").bounding_box()
    assert panel is not None
    assert panel["width"] >= 300
    # A thumb needs room: 24 pixels is what WCAG 2.2 asks for.
    for button in page.get_by_role("button").all()[:30]:
        box = button.bounding_box()
        if box and button.is_visible() and not button.evaluate("one => one.closest('#panel, table') !== null"):
            assert min(box["width"], box["height"]) >= 24, button.inner_text()
    assert seen.faults() == []


def test_a_phone_shows_every_incident_at_first(visit: Open, shipped_page: Path) -> None:
    desk = visit(shipped_page).page.evaluate("window.onRecord.cells()")
    seen = visit(shipped_page, **PHONE)
    page = seen.page
    stage = page.locator("#network").bounding_box()
    assert stage is not None
    cells = page.evaluate("window.onRecord.cells()")
    assert [cell["title"] for cell in cells] == [cell["title"] for cell in desk]
    for cell, below in zip(cells, [*cells[1:], None], strict=True):
        assert stage["x"] <= cell["left"] < cell["right"] <= stage["x"] + stage["width"]
        assert stage["y"] <= cell["top"] < cell["bottom"] <= stage["y"] + stage["height"]
        assert below is None or cell["bottom"] < below["top"], "below each other"
    named = {" ".join(label["lines"]) for label in page.evaluate("window.onRecord.labels()")}
    assert {NAME, "Home Office"} <= named
    assert page.get_by_text("Drag to move").is_visible(), "names that have no room are to be found"
    before = len(named)
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").tap()
        page.wait_for_timeout(400)
    page.get_by_role("button", name="Fit", exact=True).tap()
    page.wait_for_timeout(400)
    assert len(page.evaluate("window.onRecord.labels()")) == before
    assert seen.faults() == []


def test_a_link_from_a_desk_opens_on_a_phone(visit: Open, shipped_page: Path) -> None:
    seen = visit(shipped_page, f"#view&node={ID}&x=9000&y=9000&zoom=1.000", **PHONE)
    seen.page.wait_for_timeout(400)
    stage = seen.page.locator("#network").bounding_box()
    place = seen.page.evaluate("(name) => window.onRecord.nodeAt(name)", ID)
    assert stage is not None
    assert 0 < place["x"] - stage["x"] < stage["width"]
    assert 0 < place["y"] - stage["y"] < stage["height"]
    assert seen.panel() == NAME

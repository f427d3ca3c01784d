"""Timelines and the matrix: they follow the filters and the period like the rest of the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Open, Visit

pytestmark = pytest.mark.browser


@pytest.fixture
def seen(visit: Open, shipped_page: Path) -> Iterator[Visit]:
    """Return the page; whatever a test does with it, nothing may go wrong behind it."""
    opened = visit(shipped_page, reduced_motion="reduce")
    yield opened
    assert opened.faults() == []


def counted(seen: Visit) -> tuple[set[str], int]:
    """Return the statements behind the dots that are shown, and how many the matrix counts."""
    dots = seen.page.evaluate(
        """() => [...document.querySelectorAll("details.timeline[open] .dots:not([hidden])")].flatMap((link) =>
            link.dataset.statements.split(" ").filter((_, at) => !link.querySelectorAll("i")[at]?.hidden))"""
    )
    counts = seen.page.locator("table.matrix tbody a.count:visible > [aria-hidden]").all_inner_texts()
    return set(dots), sum(map(int, counts))


def test_timelines_and_the_matrix_follow_the_filters_and_the_period(seen: Visit) -> None:
    page = seen.page
    page.evaluate("document.querySelectorAll('details.timeline').forEach((one) => { one.open = true; })")
    dots, count = counted(seen)
    page.get_by_role("combobox", name="Outlet", exact=True).select_option(index=1)
    fewer_dots, fewer = counted(seen)
    assert len(fewer_dots) < len(dots)
    assert 0 < fewer < count
    link = page.locator("table.matrix tbody a.count:visible").first
    number = link.locator("[aria-hidden]").inner_text()
    link.click()
    assert page.locator("#panel article").count() == int(number), "what is counted is what is read"
    until = page.get_by_role("slider", name="Until", exact=True)
    until.press("Home")
    total = seen.shown()["statements"]
    few_dots, _ = counted(seen)
    assert len(few_dots) <= total
    page.get_by_role("button", name="Reset").click()
    assert counted(seen) == (dots, count)


def test_nothing_to_draw_is_said_where_it_would_stand(seen: Visit) -> None:
    page = seen.page
    assert not page.locator("#no-stance").is_visible()
    page.get_by_role("combobox", name="Act", exact=True).select_option(value="family:asks")
    until = page.get_by_role("slider", name="Until", exact=True)
    until.press("Home")
    assert page.locator("#no-stance").is_visible() == (counted(seen)[1] == 0)
    assert page.locator("#no-timeline").is_visible() == (page.locator("details.timeline:visible").count() == 0)

"""What a page does in a real browser: when something is first drawn, and when a click is answered."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.measure import BenchmarkError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# A canvas counts as drawn on when a dot of it has a colour; the same for every library.
DRAWN = """() => [...document.querySelectorAll("canvas")].some((canvas) => {
    if (!canvas.width || !canvas.height) return false;
    const dots = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    for (let at = 3; at < dots.length; at += 4) if (dots[at]) return true;
    return false;
})"""
LIMIT_S = 150.0
_PAUSE_S = 0.05


@contextmanager
def open_browser() -> Iterator["Browser"]:
    """Run the Chromium of this machine, without a window.

    Raises:
        BenchmarkError: there is none, or nothing to drive it with.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise BenchmarkError("playwright is not installed: sh .ci/venv '.[dev]'") from None
    path = next((found for name in NAMES if (found := which(name))), None)
    if path is None:
        raise BenchmarkError(f"no Chromium on this machine ({', '.join(NAMES)}): apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_tab(browser: "Browser") -> Iterator["Page"]:
    """Open a tab of its own, cut off from the network."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    context.set_default_timeout(LIMIT_S * 1000)
    try:
        yield context.new_page()
    finally:
        context.close()


def first_drawing_s(browser: "Browser", path: Path, limit_s: float = LIMIT_S) -> float:
    """Return the seconds from opening a page until something is drawn; the limit if nothing was by then."""
    from playwright.sync_api import Error

    with open_tab(browser) as page:
        started = time.perf_counter()
        page.goto(path.resolve().as_uri(), wait_until="commit")
        while (taken := time.perf_counter() - started) < limit_s:
            try:
                if page.evaluate(DRAWN):
                    return time.perf_counter() - started
            except Error:  # the page is not there yet
                pass
            time.sleep(_PAUSE_S)
        return taken


class Answer(NamedTuple):
    """Seconds from opening a page until it can be used, until a click is answered, and of its processor till then."""

    ready_s: float
    answered_s: float
    cpu_s: float


def first_answer(browser: "Browser", path: Path, node: str) -> Answer:
    """Open a page of ours and click on a node; it is answered when the side panel tells of it."""
    with open_tab(browser) as page:
        session = page.context.new_cdp_session(page)
        # Of the page's own thread: beside what else is running on the machine, time alone tells little.
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        started = time.perf_counter()
        page.goto(path.resolve().as_uri(), wait_until="commit")
        page.wait_for_selector("#panel-title", state="attached")
        page.evaluate("window.onRecord.ready")
        ready_s = time.perf_counter() - started
        page.locator("#network").scroll_into_view_if_needed()
        place = page.evaluate("(node) => window.onRecord.nodeAt(node)", node)
        page.mouse.click(place["x"], place["y"])
        page.wait_for_function("() => document.getElementById('panel-title').textContent !== 'At a glance'")
        answered_s = time.perf_counter() - started
        measured = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
        return Answer(ready_s, answered_s, measured["ThreadTime"])

"""A browser for the whole session, and pages in it that tell all that went wrong."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import kg

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# Reported to the page's own window, since a violation may come before anybody listens from outside.
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""
TIMEOUT_MS = 10_000


def find_chromium() -> str | None:
    """Return the path of a Chromium on this machine; no browser is ever fetched."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Return a running Chromium; skip where there is none."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = find_chromium()
    if path is None:
        pytest.skip(f"no Chromium on this machine ({', '.join(NAMES)}): apt-get install chromium")
    with api.sync_playwright() as playwright:
        # Without its sandbox, since it has none for root; the pages are our own.
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@dataclass
class Visit:
    """An open page with what it did: requests but for the page itself, errors, dialogs; ``refused`` by its policy."""

    page: "Page"
    requests: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def shown(self) -> dict[str, int]:
        """Return how many nodes, lines and statements are shown."""
        found: dict[str, int] = self.page.evaluate("window.onRecord.shown()")
        return found

    def panel(self) -> str:
        """Return the title of the side panel."""
        return self.page.locator("#panel-title").inner_text()

    def faults(self) -> list[str]:
        """Return all that a page must not do."""
        violations = self.page.evaluate("window.violations || []")
        return [*self.requests, *self.problems, *(f"policy: {one}" for one in violations)]


Open = Callable[..., Visit]


@pytest.fixture
def visit(browser: "Browser") -> Iterator[Open]:
    """Return a function that opens a file; more options are those of a browser's context."""
    contexts = []

    def open_page(
        path: Path, fragment: str = "", *, scripts: bool = True, is_page: bool = True, **options: Any
    ) -> Visit:
        settings = {"viewport": {"width": 1280, "height": 900}, "offline": True, "java_script_enabled": scripts}
        context = browser.new_context(**{**settings, **options})
        context.set_default_timeout(TIMEOUT_MS)
        contexts.append(context)
        return visit_in(context, path, fragment, scripts=scripts, is_page=is_page)

    yield open_page
    for context in contexts:
        context.close()


def visit_in(context: Any, path: Path, fragment: str = "", *, scripts: bool = True, is_page: bool = True) -> Visit:
    """Open a file in a new tab of a context; wait until it can be used, if it is a page of ours with scripts."""
    page = context.new_page()
    visit = Visit(page)
    address = path.resolve().as_uri()

    def note_request(request: Any) -> None:
        # Both are made by the page for itself and reach nobody: the picture and the tables that it saves.
        if request.url.split("#")[0] != address and not request.url.startswith(("blob:", "data:")):
            visit.requests.append(request.url)

    def refuse(dialog: Any) -> None:
        visit.problems.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("request", note_request)
    page.on("requestfailed", lambda one: visit.refused.append(one.url) if one.failure == "csp" else None)
    page.on("dialog", refuse)
    page.on("pageerror", lambda error: visit.problems.append(f"error: {error}"))
    page.on("console", lambda said: visit.problems.append(f"console: {said.text}") if said.type == "error" else None)
    if scripts:
        page.add_init_script(WATCH)
    page.goto(address + fragment)
    if scripts and is_page:
        page.evaluate("window.onRecord.ready")
    return visit


@pytest.fixture(scope="session")
def shipped_page(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """Return the page of the repository's own record, with metrics."""
    with kg.open_graph(root) as graph:
        return graph.view(metrics=True).save(tmp_path_factory.mktemp("page") / "network.html")


@pytest.fixture(scope="session")
def small_page(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """Return the page of one incident, with a small table of everything."""
    with kg.open_graph(root) as graph:
        page = graph.view(incident="mistaken-releases-2025", metrics=True)
        return page.save(tmp_path_factory.mktemp("small") / "small.html")

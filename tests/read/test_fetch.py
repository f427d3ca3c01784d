"""Fetching: what is asked for and nothing else, with bounds. The servers are our own, on 127.0.0.1."""

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kg.errors import DocumentError
from kg.read.fetch import Fetched, fetch
from tests.read.builders import PARAGRAPHS, story

PAGE = story(PARAGRAPHS)
BOMB = gzip.compress(b" " * 60_000_000)


class Site(BaseHTTPRequestHandler):
    """Answers well and badly, by path."""

    seen: list[str]

    def do_GET(self) -> None:
        type(self).seen.append(self.path)
        name = self.path.split("?")[0].strip("/")
        getattr(self, f"page_{name}", self.page_missing)()

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def page_story(self) -> None:
        self.answer(PAGE, Content_Type="text/html; charset=utf-8", Content_Length=str(len(PAGE)))

    def page_latin(self) -> None:
        self.answer("<p>Łódź</p>".encode("iso-8859-2"), Content_Type="text/html; charset=iso-8859-2")

    def page_packed(self) -> None:
        self.answer(gzip.compress(PAGE), Content_Type="text/html", Content_Encoding="gzip")

    def page_bomb(self) -> None:
        self.answer(BOMB, Content_Type="text/html", Content_Encoding="gzip")

    def page_brotli(self) -> None:
        self.answer(PAGE, Content_Type="text/html", Content_Encoding="br")

    def page_endless(self) -> None:
        self.answer(b"", Content_Type="text/html")
        for _ in range(3000):
            self.wfile.write(b"x" * 10_000)

    def page_slow(self) -> None:
        self.answer(b"", Content_Type="text/html")
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.1)

    def page_cut(self) -> None:
        self.answer(PAGE[:100], Content_Type="text/html", Content_Length=str(len(PAGE)))

    def page_moved(self) -> None:
        self.answer(b"", 301, Location="/story?from=moved")

    def page_round(self) -> None:
        self.answer(b"", 302, Location="/round")

    def page_file(self) -> None:
        self.answer(b"", 302, Location="file:///etc/passwd")

    def page_nowhere(self) -> None:
        self.answer(b"", 302)

    def page_missing(self) -> None:
        self.answer(b"no", 404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class calls it so
        """Keep quiet."""


class Server(ThreadingHTTPServer):
    """Says nothing of clients that go away, as they must here."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet."""


@pytest.fixture
def site() -> Iterator[tuple[str, list[str]]]:
    seen: list[str] = []
    handler = type("Handler", (Site,), {"seen": seen})
    server = Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", seen
    server.shutdown()
    server.server_close()


def ask(url: str, *, limit_bytes: int = 1_000_000, timeout_s: float = 5, allow_private: bool = True) -> Fetched:
    return fetch(url, limit_bytes=limit_bytes, timeout_s=timeout_s, allow_private=allow_private)


def test_a_page_comes_as_it_is(site: tuple[str, list[str]]) -> None:
    got = ask(f"{site[0]}/story/?page=1")
    assert got.data == PAGE
    assert (got.media_type, got.charset, got.name) == ("text/html", "utf-8", "story")
    assert got.at.endswith("Z")
    assert len(got.at) == 20


def test_what_the_server_says_of_the_encoding_is_kept(site: tuple[str, list[str]]) -> None:
    assert ask(f"{site[0]}/latin").charset == "iso-8859-2"


def test_compression_of_the_transfer_is_undone(site: tuple[str, list[str]]) -> None:
    assert ask(f"{site[0]}/packed").data == PAGE


def test_redirects_are_followed_and_told(site: tuple[str, list[str]]) -> None:
    assert ask(f"{site[0]}/moved").url == f"{site[0]}/story?from=moved"
    assert site[1] == ["/moved", "/story?from=moved"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("round", "leads on more than 5 times"),
        ("file", "file: are not fetched"),
        ("nowhere", "does not say where"),
        ("missing", "answers 404"),
        ("bomb", "unfold to more"),
        ("brotli", "compressed as 'br'"),
        ("endless", "sends more than"),
        ("slow", "did not answer in time"),
        ("cut", "broke off after 100 of"),
    ],
)
def test_what_goes_wrong_is_told(site: tuple[str, list[str]], path: str, message: str) -> None:
    started = time.monotonic()
    with pytest.raises(DocumentError, match=message) as refused:
        ask(f"{site[0]}/{path}", timeout_s=1.5)
    assert refused.value.hint
    assert time.monotonic() - started < 5


def test_addresses_of_this_machine_are_refused_unless_asked_for(site: tuple[str, list[str]]) -> None:
    port = site[0].rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "127.1", "0.0.0.0", "[::1]", "2130706433", "10.0.0.1", "169.254.169.254"):
        with pytest.raises(DocumentError):
            ask(f"http://{host}:{port}/story", allow_private=False)
    assert site[1] == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://herald.example/a",
        "gopher://x",
        "data:text/html,x",
        "http://",
        "http://[",
        "http://a:b/",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises((DocumentError, ValueError)) as refused:
        ask(url)
    assert isinstance(refused.value, DocumentError)


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(DocumentError, match="cannot be fetched"):
        ask("http://127.0.0.1:1/")

"""What a server may answer that is no answer: told in a sentence, never a traceback."""

import gc
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kg.errors import KgError, StoreError
from kg.store.endpoint import EndpointEngine
from kg.store.scope import Scope

ASKED = "SELECT ?name WHERE { ?thing a ?name }"
JSON = "application/sparql-results+json"
RIGHT = b'{"head":{"vars":["name"]},"results":{"bindings":[{"name":{"type":"literal","value":"x"}}]}}'


class _Answer(BaseHTTPRequestHandler):
    status, kind, body = 200, JSON, RIGHT

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self.status)
        self.send_header("Content-Type", self.kind)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    """Yield the address of a server that answers as ``_Answer`` says."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/query"
        server.shutdown()


def test_a_right_answer(address: str) -> None:
    assert [row["name"].value for row in EndpointEngine(address, Scope()).query(ASKED)] == ["x"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("status", "kind", "body", "told"),
    [
        (200, JSON, RIGHT.replace(b"name", b"other"), "answers something else than it was asked"),
        (200, JSON, b'{"head":{},"boolean":true}', "answers something else than it was asked"),
        (200, JSON, RIGHT[:40], "broke off its results"),
        (200, JSON, b"<html>Login</html>", "broke off its results"),
        (200, JSON, b"[" * 100_000, "broke off its results"),
        (200, JSON, RIGHT.replace(b"literal", b"uri").replace(b"x", b"a b"), "broke off its results"),
        (200, "text/html", b"<html>Login</html>", "not with results of a query"),
        (302, "text/plain", b"", "sends elsewhere"),
        (400, "text/plain", b"no", "refuses the request"),
        (500, "text/plain", b"stack trace " * 5000, "failed"),
    ],
)
def test_what_is_no_answer(
    address: str, monkeypatch: pytest.MonkeyPatch, status: int, kind: str, body: bytes, told: str
) -> None:
    for name, value in (("status", status), ("kind", kind), ("body", body)):
        monkeypatch.setattr(_Answer, name, value)
    with pytest.raises(KgError, match=told) as caught:
        EndpointEngine(address, Scope()).query(ASKED)
    assert caught.value.hint
    assert len(caught.value.message) < 1000
    # What the engine made may be let go by the thread alone that made it, not by the server's.
    caught.value.__traceback__ = None
    gc.collect()


def test_nobody_answers(address: str) -> None:
    with pytest.raises(StoreError, match="cannot be reached"):
        EndpointEngine("http://127.0.0.1:1/query", Scope()).query(ASKED)

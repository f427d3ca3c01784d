"""Talking to a SPARQL server: one request, one answer, and errors that a person can act on."""

import http.client
import os
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from time import monotonic
from typing import IO
from urllib.parse import urlsplit

from kg.errors import QueryError, QueryTimeoutError, StoreError

USER, PASSWORD, TOKEN, TIMEOUT = (f"ON_RECORD_STORE_{name}" for name in ("USER", "PASSWORD", "TOKEN", "TIMEOUT"))
_DEFAULT_TIMEOUT_S = 60.0
PIECE_BYTES, MOST_BYTES = 1 << 16, 1 << 30
_CREDENTIALS_HINT = f"Set {USER} and {PASSWORD}, or {TOKEN}, in the environment."
_ADDRESS_HINT = "See [graph] in kg.toml: store is the address for queries, graphs the one for the graph store protocol."


@dataclass(frozen=True)
class Response:
    """A server's answer; ``kind`` is the media type in small letters, without parameters."""

    status: int
    headers: Message
    body: bytes

    @property
    def kind(self) -> str:
        """Return the media type."""
        return self.headers.get_content_type()

    @property
    def text(self) -> str:
        """Return the beginning of the body, for messages."""
        return " ".join(self.body[:400].decode("utf-8", "replace").split())[:200]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        # A redirected POST would become a GET, and credentials would travel along.
        return None


class Server:
    """One server with the credentials of the environment; ``name`` is what it called itself in its last answer."""

    def __init__(self, timeout_s: float | None = None) -> None:
        """Prepare; nothing is sent yet.

        Args:
            timeout_s: seconds to wait for each answer; None takes ON_RECORD_STORE_TIMEOUT, else 60.
        """
        self.timeout_s = timeout_s or _timeout_from_environment()
        self._opener = urllib.request.build_opener(_NoRedirect)
        self._challenges: dict[str, str] = {}
        self._known: set[str] = set()
        self.name = ""

    def send(
        self, method: str, url: str, data: "bytes | Path | None" = None, headers: dict[str, str] | None = None
    ) -> Response:
        """Send a request, answering a demand for credentials once.

        Args:
            method: such as POST.
            url: the whole address.
            data: the body, or a file that is the body (a byte order mark at its head is left out).
            headers: of the request.

        Raises:
            StoreError: the server cannot be reached, sends elsewhere, is overloaded or refuses the credentials.
            QueryTimeoutError: it did not answer in time.
            QueryError: it does not accept the request.
        """
        place = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        if method == "PUT" and place not in self._known:
            self._knock(place, url)
        answer = self._attempt(method, url, data, headers, self._challenges.get(place))
        if answer.status == 401 and _has_credentials() and self._learn(place, answer):
            # Also on a nonce that has gone stale.
            answer = self._attempt(method, url, data, headers, self._challenges[place])
        self.name = answer.headers.get("Server", "")
        _raise_for_status(answer, url)
        return answer

    def _knock(self, place: str, url: str) -> None:
        # A server that refuses may hang up in the middle of a body, and its reason is lost: ask without one first.
        answer = self._attempt("HEAD", url, None, None, None)
        if answer.status == 401 and _has_credentials() and self._learn(place, answer):
            answer = self._attempt("HEAD", url, None, None, self._challenges[place])
        if answer.status in (401, 403):
            _raise_for_status(answer, url)
        self._known.add(place)

    def _learn(self, place: str, answer: Response) -> bool:
        challenge = answer.headers.get("WWW-Authenticate")
        if challenge:
            self._challenges[place] = challenge
        return bool(challenge)

    def _attempt(
        self, method: str, url: str, data: "bytes | Path | None", headers: dict[str, str] | None, challenge: str | None
    ) -> Response:
        request = urllib.request.Request(url, method=method, headers=dict(headers or {}))
        stream: IO[bytes] | None = None
        try:
            if isinstance(data, Path):
                stream = data.open("rb")
                skipped = 3 if stream.read(3) == b"\xef\xbb\xbf" else 0
                stream.seek(skipped)
                request.data = stream
                request.add_unredirected_header("Content-Length", str(data.stat().st_size - skipped))
            else:
                request.data = data
            _authorise(request, challenge)
            with self._opener.open(request, timeout=self.timeout_s) as reply:
                return Response(reply.status, reply.headers, self._read(reply))
        except urllib.error.HTTPError as error:
            with error:
                return Response(error.code, error.headers, self._read(error))
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise self._unreachable(url, error) from None
        finally:
            if stream:
                stream.close()

    def _read(self, reply: IO[bytes]) -> bytes:
        # The socket's own limit starts anew with each packet: a server that streams a runaway product would fill the
        # memory (13 GB were seen) and never be late.
        deadline = monotonic() + self.timeout_s
        pieces: list[bytes] = []
        size = 0
        while piece := reply.read(PIECE_BYTES):
            pieces.append(piece)
            if monotonic() > deadline:
                raise TimeoutError
            size += len(piece)
            if size > MOST_BYTES:
                raise StoreError(f"the server's answer is larger than {MOST_BYTES >> 20} MiB", "Add a LIMIT.")
        return b"".join(pieces)

    def _unreachable(self, url: str, error: Exception) -> StoreError | QueryTimeoutError:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            return QueryTimeoutError(
                f"{url} did not answer within {self.timeout_s:g} s", f"Ask for less, or set {TIMEOUT} to more seconds."
            )
        if isinstance(reason, http.client.HTTPException):
            return StoreError(
                f"{url} does not speak HTTP as it should: {reason or type(reason).__name__}", _ADDRESS_HINT
            )
        told = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
        return StoreError(f"{url} cannot be reached: {told}", f"Is the server running? {_ADDRESS_HINT}")


def _has_credentials() -> bool:
    return PASSWORD in os.environ or TOKEN in os.environ


def _authorise(request: urllib.request.Request, challenge: str | None) -> None:
    user, password, token = (os.environ.get(name, "") for name in (USER, PASSWORD, TOKEN))
    if token:
        request.add_unredirected_header("Authorization", f"Bearer {token}")
    elif challenge and challenge.lower().startswith("digest"):
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, request.full_url, user, password)
        items = urllib.request.parse_keqv_list(urllib.request.parse_http_list(challenge.partition(" ")[2]))
        value = urllib.request.HTTPDigestAuthHandler(passwords).get_authorization(request, items)
        request.add_unredirected_header("Authorization", f"Digest {value}")
    elif challenge:
        from base64 import b64encode

        value = b64encode(f"{user}:{password}".encode()).decode("ascii")
        request.add_unredirected_header("Authorization", f"Basic {value}")


def _raise_for_status(answer: Response, url: str) -> None:
    status = answer.status
    if status in (401, 403):
        told = "refuses the credentials" if _has_credentials() else "wants credentials"
        raise StoreError(f"{url} {told} ({status})", _CREDENTIALS_HINT)
    if 300 <= status < 400:
        target = answer.headers.get("Location", "another address")
        raise StoreError(f"{url} sends elsewhere ({status}): {target}", "Put that address into kg.toml.")
    if status in (404, 405, 410):
        raise StoreError(f"nothing answers at {url} ({status}): {answer.text}", _ADDRESS_HINT)
    if status == 206 or status in (408, 504):
        # Virtuoso marks what it found until its time was up as partial content.
        raise QueryTimeoutError(
            f"{url} ran into its time limit ({status})", "Ask for less, or raise the server's limit."
        )
    if 400 <= status < 500:
        raise QueryError(f"{url} refuses the request ({status}): {answer.text}", "See the server's own log.")
    if status >= 500:
        raise StoreError(f"{url} failed ({status}): {answer.text}", "See the server's own log.")


def _timeout_from_environment() -> float:
    text = os.environ.get(TIMEOUT, "")
    try:
        seconds = float(text) if text else _DEFAULT_TIMEOUT_S
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < 1e6:
        raise StoreError(f"{TIMEOUT} is {text!r}", "Set it to a number of seconds, such as 60.")
    return seconds

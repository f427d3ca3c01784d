"""Fetching a document whose address the user gave: over http or https, with bounds on size, time and redirects."""

import http.client
import ipaddress
import socket
import ssl
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, unquote, urljoin, urlsplit

from kg.errors import DocumentError
from kg.read.unpack import inflate

_MOST_REDIRECTS = 5
_STEP = 1 << 16
_REDIRECTS = (301, 302, 303, 307, 308)
_HEADERS = {
    "User-Agent": "on-record (https://w3id.org/on-record/)",
    "Accept": "text/html,application/xhtml+xml,application/xml,application/pdf,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}


@dataclass(frozen=True)
class Fetched:
    """What came back: the bytes without the compression of the transfer, and when."""

    url: str
    name: str
    data: bytes
    media_type: str | None
    charset: str | None
    at: str


def fetch(url: str, *, limit_bytes: int, timeout_s: float, allow_private: bool = False) -> Fetched:
    """Fetch an address.

    Args:
        url: http or https.
        limit_bytes: the most bytes to take, before and after unpacking.
        timeout_s: the most seconds for all of it, redirects included.
        allow_private: whether addresses of this machine and of private networks may be asked.

    Raises:
        DocumentError: the address is refused or does not answer in time, or what comes is too large or no success.
    """
    deadline = time.monotonic() + timeout_s
    here = url
    for _ in range(_MOST_REDIRECTS + 1):
        answer, body = _ask(here, limit_bytes, deadline, allow_private)
        if answer.status not in _REDIRECTS:
            break
        there = answer.headers.get("Location")
        if not there:
            raise DocumentError(f"{here} leads on, and does not say where", "Open it in a browser, and save the page.")
        here = urljoin(here, there)
    else:
        raise DocumentError(f"{url} leads on more than {_MOST_REDIRECTS} times", "Name the address it ends at.")
    if answer.status != 200:
        raise DocumentError(
            f"{here} answers {answer.status} {answer.reason}", "Open it in a browser, save the page, and add the file."
        )
    encoding = answer.headers.get("Content-Encoding", "").strip().lower()
    data = body if encoding in ("", "identity") else inflate(body, encoding, limit_bytes)
    when = datetime.now(tz=UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    given = "Content-Type" in answer.headers
    media_type = answer.headers.get_content_type() if given else None
    return Fetched(here, _name_of(here), data, media_type, answer.headers.get_content_charset(), when)


def _name_of(url: str) -> str:
    """Give a file name to what stands at an address.

    >>> _name_of("https://herald.example/2024/ferry-stops/?page=1"), _name_of("https://herald.example/")
    ('ferry-stops', 'herald.example')
    """
    parts = urlsplit(url)
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    return segments[-1] if segments else parts.hostname or "page"


def _ask(url: str, limit_bytes: int, deadline: float, allow_private: bool) -> tuple[http.client.HTTPResponse, bytes]:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise DocumentError(f"{url}: {error}", "Check the address.") from None
    if parts.scheme not in ("http", "https"):
        raise DocumentError(
            f"{url}: addresses that begin with {parts.scheme or 'nothing'}: are not fetched",
            "Name an http:// or https:// address, or a file by its path.",
        )
    try:
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise DocumentError(f"{url}: {error}", "Check the address.") from None
    if not host:
        raise DocumentError(f"{url} names no host", "Check the address.")
    try:
        connection = _connect(parts.scheme, host, port, deadline, allow_private)
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
        connection.request("GET", path + query, headers=_HEADERS)
        answer = connection.getresponse()
        body = _body(answer, connection, limit_bytes, deadline, url) if answer.status not in _REDIRECTS else b""
        connection.close()
    except (TimeoutError, _LateError):
        raise DocumentError(f"{url} did not answer in time", "Try again, or raise --timeout (in seconds).") from None
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise DocumentError(f"{url} cannot be fetched: {reason}", "Check the address and the connection.") from None
    return answer, body


class _LateError(Exception):
    """The time for a fetch is over."""


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise _LateError
    return left


def _connect(scheme: str, host: str, port: int, deadline: float, allow_private: bool) -> http.client.HTTPConnection:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(place[4][0]) for place in found))
    if not allow_private:
        # All are looked at, and the one that is asked is the one that was looked at: a second look-up could answer
        # with an address of this machine.
        for address in addresses:
            if not ipaddress.ip_address(address.partition("%")[0]).is_global:
                raise DocumentError(
                    f"{host} is, or stands for, {address}: an address of this machine or of a private network",
                    "If that is meant, say so with --private.",
                )
    problem: OSError | None = None
    for address in addresses:
        try:
            stream = socket.create_connection((address, port), timeout=_left(deadline))
        except OSError as error:
            problem = error
            continue
        if scheme == "http":
            connection = http.client.HTTPConnection(host, port)
            connection.sock = stream
            return connection
        context = ssl.create_default_context()
        secure = http.client.HTTPSConnection(host, port, context=context)
        secure.sock = context.wrap_socket(stream, server_hostname=host)
        return secure
    raise problem or OSError(None, "no address")


def _body(
    answer: http.client.HTTPResponse,
    connection: http.client.HTTPConnection,
    limit_bytes: int,
    deadline: float,
    url: str,
) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        if connection.sock is not None:
            connection.sock.settimeout(_left(deadline))
        _left(deadline)
        part = answer.read1(_STEP)
        if not part:
            break
        size += len(part)
        if size > limit_bytes:
            raise DocumentError(f"{url} sends more than {limit_bytes:,} bytes", "Raise --max-size (in MB).")
        parts.append(part)
    expected = answer.headers.get("Content-Length", "")
    if expected.isdigit() and int(expected) > size:
        raise DocumentError(f"{url} broke off after {size:,} of {int(expected):,} bytes", "Fetch it again.")
    return b"".join(parts)

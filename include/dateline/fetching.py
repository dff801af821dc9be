"""Files by HTTP, with every address checked before anything is sent to it."""

import http.client
import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from dateline import __version__
from dateline.errors import InputError
from dateline.sources import is_web_address

MOST_REDIRECTS = 5
MOST_FETCHED_BYTES = 4 * 1024 * 1024 * 1024
_TIMEOUT_SECONDS = 30
_WHOLE_SECONDS = 1800
_PIECE_BYTES = 256 * 1024
# What a server answers that is asked too much for now; other answers from 400 to 499 are its last word.
_ASK_AGAIN = (408, 425, 429)
_REDIRECTS = (301, 302, 303, 307, 308)
_AGENT = f"dateline/{__version__}"
_FAILS = (OSError, http.client.HTTPException, ValueError, zlib.error)
# What a path may hold as it is; the rest, letters of other alphabets before all, is written in percent signs.
_SAFE = "%/:=&?~+!$,;'@()*[]-._"
# A way of writing IPv4 addresses in IPv6 that leads to them all the same.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: 200 with a body, or 304 without. Header names are in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: Any

    def pieces(self) -> Iterator[bytes]:
        """The body piece by piece, a gzip transfer unpacked; raises InputError where it breaks off or never ends."""
        is_packed = self.headers.get("content-encoding", "").lower() == "gzip"
        unpack = zlib.decompressobj(31) if is_packed else None
        started, count = time.monotonic(), 0
        while True:
            try:
                piece = self.body.read(_PIECE_BYTES)
                plain = unpack.decompress(piece, MOST_FETCHED_BYTES) if unpack else piece
            except _FAILS as error:
                raise InputError("fetch_failed", f"{self.url}: broke off: {_told(error)}") from None
            if not piece:
                if self.body.length or (unpack and not unpack.eof):
                    raise InputError("fetch_failed", f"{self.url}: broke off before its end")
                return
            count += len(plain)
            if count > MOST_FETCHED_BYTES or (unpack and unpack.unconsumed_tail):
                raise InputError("too_long", f"{self.url}: more than {MOST_FETCHED_BYTES} bytes")
            if time.monotonic() - started > _WHOLE_SECONDS:
                raise InputError("fetch_failed", f"{self.url}: not there after {_WHOLE_SECONDS} seconds")
            yield plain


@contextmanager
def asked(url: str, headers: Mapping[str, str], *, allow_private_addresses: bool) -> Iterator[Answer]:
    """The answer to a request, after its redirects.

    Raises InputError: `fetch_refused` where the address is none we go to or the server's answer is no, `fetch_failed`
    where no answer comes or the server fails, which another time may not. No proxy is used: what is checked is the
    address that is connected to, after the name was looked up.
    """
    for _ in range(MOST_REDIRECTS + 1):
        parts = _checked(url)
        with closing(_connection(parts, allow_private_addresses)) as connection:
            try:
                connection.request(
                    "GET", _target(parts), headers={"User-Agent": _AGENT, "Accept-Encoding": "gzip", **headers}
                )
                response = connection.getresponse()
            except _FAILS as error:
                raise InputError("fetch_failed", f"{url[:200]}: {_told(error)}") from None
            location = response.headers.get("Location")
            if response.status not in _REDIRECTS or not location:
                if response.status not in (200, 304):
                    is_final = 400 <= response.status < 500 and response.status not in _ASK_AGAIN
                    reason = "fetch_refused" if is_final else "fetch_failed"
                    raise InputError(reason, f"{url[:200]}: answered {response.status}")
                told = {name.lower(): value for name, value in response.headers.items()}
                yield Answer(url, response.status, told, response)
                return
        url = urljoin(url, location)
    raise InputError("fetch_refused", f"{url[:200]}: more than {MOST_REDIRECTS} redirects")


def check_address(address: str, host: str) -> None:
    """Refuse an address that is not of the public Internet: of this machine, its network, or reserved."""
    found: Any = ipaddress.ip_address(address.partition("%")[0])
    if found.version == 6:
        if found in _NAT64:
            found = ipaddress.ip_address(int(found) & 0xFFFFFFFF)
        else:
            found = found.ipv4_mapped or found.sixtofour or found
    if not found.is_global or found.is_multicast:
        advice = "a source may say allow_private_addresses = true"
        raise InputError("fetch_refused", f"{host}: leads to {address}, not a public address; {advice}")


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise InputError("fetch_refused", f"{url[:200]}: not an address: {error}") from None
    if not is_web_address(url) or not host:
        raise InputError("fetch_refused", f"{url[:200]}: not an http(s) address")
    if parts.username is not None or parts.password is not None:
        raise InputError("fetch_refused", f"{host}: an address with a user or password")
    return parts


def _target(parts: SplitResult) -> str:
    query = f"?{parts.query}" if parts.query else ""
    return quote(f"{parts.path or '/'}{query}", safe=_SAFE)


def _connection(parts: SplitResult, is_private_allowed: bool) -> http.client.HTTPConnection:
    """A connection to the host, made when it is first used."""
    try:
        host = str(parts.hostname).encode("idna").decode()
    except UnicodeError:
        raise InputError("fetch_refused", f"{str(parts.hostname)[:200]}: not a host name") from None
    if parts.scheme.lower() == "https":
        return _SecureConnection(host, parts.port, is_private_allowed)
    return _PlainConnection(host, parts.port, is_private_allowed)


class _PlainConnection(http.client.HTTPConnection):
    def __init__(self, host: str, port: int | None, is_private_allowed: bool) -> None:
        super().__init__(host, port, timeout=_TIMEOUT_SECONDS)
        self.is_private_allowed = is_private_allowed

    def connect(self) -> None:
        self.sock = _connected(self.host, self.port, self.is_private_allowed)


class _SecureConnection(_PlainConnection):
    default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _connected(host: str, port: int, is_private_allowed: bool) -> socket.socket:
    """A socket to the first of the host's addresses that answers, each checked before."""
    failure: Exception = OSError("no address")
    for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not is_private_allowed:
            check_address(str(address[0]), host)
        made = socket.socket(family, kind, protocol)
        made.settimeout(_TIMEOUT_SECONDS)
        try:
            made.connect(address)
        except OSError as error:
            made.close()
            failure = error
        else:
            return made
    raise failure


def _told(error: object) -> str:
    return str(error) or type(error).__name__

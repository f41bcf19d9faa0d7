"""Requests to addresses that strangers have chosen, such as a partner's webhook.

Such an address may lead back into the own network (server-side request forgery). The name is
resolved here, every address that it has must be a public one, and the connection goes to just the
addresses that were looked at: a name that means something else a moment later changes nothing.
Redirects are not followed, answers are cut off at a size and a time, and no proxy of the
environment is asked.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from types import TracebackType
from typing import Any, Self, cast
from urllib.parse import urlsplit

import httpcore2

from rongqu.infra.settings import Settings

LONGEST_URL = 500
AT_ONCE = 64
TRANSLATED = IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48")
"""NAT64 (RFC 6052, 8215): an IPv4 address in disguise."""
SPECIAL = IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24")
"""For protocols (RFC 6890; a cloud tells its secrets at 192.0.0.192) and for 6to4 relays. Not all
versions of Python call them private."""

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a host, as the system would try them."""


class AddressRefused(Exception):
    """`reason`: malformed, scheme, user, host (it has no address) or private."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class FetchFailed(Exception):
    """`reason`: timeout, connection or too_large. Nothing is quoted: it may be personal data."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to send, and how much may come back."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""
    seconds: float
    most_bytes: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """A redirect is an answer like any other: whoever wants to follow it decides anew."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


def trusted_hosts() -> frozenset[str]:
    """`host:port` of addresses inside that may be called all the same: for trying out."""
    listed = Settings.from_environment().fetch.trusted_hosts
    return frozenset(host.strip().lower() for host in listed.split(",") if host.strip())


def check_url(url: str, trusted: frozenset[str]) -> None:
    """What can be said of an address without looking the name up. Raises AddressRefused. A name in
    other letters comes as it is looked up (`xn--`): those that only look like figures do not."""
    is_plain = url.isascii() and not any(ord(letter) <= 32 or letter == "\\" for letter in url)
    if len(url) > LONGEST_URL or not is_plain:
        raise AddressRefused("malformed")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefused("malformed") from None
    if not parts.hostname or parts.fragment:
        raise AddressRefused("malformed")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused("user")
    is_trusted = f"{parts.hostname}:{port}" in trusted
    if parts.scheme != "https" and not (parts.scheme == "http" and is_trusted):
        raise AddressRefused("scheme")
    if not is_trusted and (literal := _literal(parts.hostname)) and not is_public(literal):
        raise AddressRefused("private")


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Reachable by everybody: neither private, local, shared nor reserved, in no disguise."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        disguised = address.sixtofour is not None or address.teredo is not None
        translated = any(address in network for network in TRANSLATED)
        if disguised or translated or address.scope_id is not None:
            return False
    elif any(address in network for network in SPECIAL):
        return False
    return address.is_global and not address.is_multicast


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


async def resolve_by_system(host: str, port: int) -> Sequence[str]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return ()
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class _PinnedNetwork(httpcore2.AsyncNetworkBackend):
    """Looks a name up, looks at the addresses, and connects to them and no others."""

    def __init__(self, resolve: Resolve, trusted: frozenset[str]) -> None:
        self._resolve = resolve
        self._trusted = trusted
        self._network = cast(httpcore2.AsyncNetworkBackend, httpcore2.AnyIOBackend())

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  as the interface has it
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        addresses = await self._resolve(host, port)
        if not addresses:
            raise AddressRefused("host")
        is_trusted = f"{host}:{port}" in self._trusted
        if not is_trusted and not all(is_public(ip_address(each)) for each in addresses):
            raise AddressRefused("private")
        failure: Exception = httpcore2.ConnectError("no address")
        for address in addresses:
            try:
                return await self._network.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure

    async def connect_unix_socket(
        self,
        path: str,  # noqa: ARG002  never: an address is a name and a port
        timeout: float | None = None,  # noqa: ARG002, ASYNC109
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore2.AsyncNetworkStream:
        raise AddressRefused("scheme")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class SafeFetcher:
    """One for a process. No connection is used twice, so that every request is looked at."""

    def __init__(
        self,
        trusted: frozenset[str] = frozenset(),
        *,
        resolve: Resolve = resolve_by_system,
        certificates: ssl.SSLContext | None = None,
    ) -> None:
        self._trusted = trusted
        self._resolve = resolve
        self._certificates = certificates

    @cached_property
    def _pool(self) -> httpcore2.AsyncConnectionPool:
        return httpcore2.AsyncConnectionPool(
            ssl_context=self._certificates or ssl.create_default_context(),
            max_connections=AT_ONCE,
            max_keepalive_connections=0,
            network_backend=_PinnedNetwork(self._resolve, self._trusted),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        await self._pool.aclose()

    def check(self, url: str) -> None:
        """Also for an address to which a browser will be sent. Raises AddressRefused."""
        check_url(url, self._trusted)

    async def fetch(self, order: Order) -> Fetched:
        """Raises AddressRefused and FetchFailed."""
        self.check(order.url)
        try:
            async with asyncio.timeout(order.seconds):
                return await self._fetch(order)
        except (TimeoutError, httpcore2.TimeoutException):
            raise FetchFailed("timeout") from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError, ssl.SSLError) as error:
            raise FetchFailed("connection") from error

    async def _fetch(self, order: Order) -> Fetched:
        sent = self._pool.stream(
            order.method,
            order.url,
            headers=[("Accept-Encoding", "identity"), *order.headers.items()],
            content=order.body,
        )
        async with sent as answer:
            body = bytearray()
            async for piece in answer.aiter_stream():
                body += piece
                if len(body) > order.most_bytes:
                    raise FetchFailed("too_large")
            headers = {
                name.decode("latin-1").lower(): value.decode("latin-1")
                for name, value in answer.headers
            }
        return Fetched(answer.status, headers, bytes(body))

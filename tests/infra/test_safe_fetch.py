"""A stranger's address leads to public places only, and brings back no more than was asked for."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from rongqu.infra.safe_fetch import (
    AddressRefused,
    Fetched,
    FetchFailed,
    Order,
    SafeFetcher,
    check_url,
)

WRONG = {
    "http://example.com/": "scheme",
    "ftp://example.com/": "scheme",
    "file:///etc/passwd": "malformed",
    "gopher://127.0.0.1:11211/_stats": "scheme",
    "javascript:alert(1)": "malformed",
    "//example.com/": "scheme",
    "https://": "malformed",
    "https://example.com:99999/": "malformed",
    "https://example.com/#part": "malformed",
    "https://user@example.com/": "user",
    "https://:password@example.com/": "user",
    "https://example.com\\@127.0.0.1/": "malformed",
    "https://example.com/a b": "malformed",
    "https://example.com/\r\nHost: inside": "malformed",
    "https://[::1": "malformed",
    f"https://example.com/{'a' * 500}": "malformed",
    "https://127.0.0.1/": "private",
    "https://10.1.2.3/": "private",
    "https://169.254.169.254/latest/meta-data/": "private",
    "https://100.100.100.200/": "private",
    "https://[::1]/": "private",
    "https://[::ffff:10.0.0.1]/": "private",
}

INSIDE = [
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
]
"""Loopback, private, link-local (where clouds tell their secrets), shared, reserved, for
documents, multicast, and IPv4 in disguise."""

NAMES = {
    "one.example": ["93.184.216.34", "10.0.0.1"],
    "nobody.example": [],
}


def order(url: str, seconds: float = 5.0) -> Order:
    return Order(method="GET", url=url, seconds=seconds, most_bytes=1000)


@pytest.mark.parametrize(("url", "reason"), WRONG.items(), ids=range(len(WRONG)))
async def test_addresses_that_are_refused_by_their_looks(url: str, reason: str) -> None:
    async with SafeFetcher() as fetcher:
        with pytest.raises(AddressRefused, match=reason):
            await fetcher.fetch(order(url))


def test_ordinary_addresses_are_taken() -> None:
    for url in ("https://example.com/hook?a=1", "https://8.8.8.8:8443/", "https://[2606::1]/"):
        check_url(url, frozenset())
    check_url("http://127.0.0.1:9000/hook", frozenset({"127.0.0.1:9000"}))
    with pytest.raises(AddressRefused, match="scheme"):
        check_url("http://127.0.0.1:9001/hook", frozenset({"127.0.0.1:9000"}))


@pytest.mark.parametrize("address", INSIDE)
async def test_a_name_that_leads_inside_is_refused_at_the_connection(address: str) -> None:
    async def resolve(_: str, __: int) -> Sequence[str]:
        return ["93.184.216.34", address]

    async with SafeFetcher(resolve=resolve) as fetcher:
        with pytest.raises(AddressRefused, match="private"):
            await fetcher.fetch(order("https://innocent.example/"))


async def test_numbers_that_the_system_reads_as_an_address_inside_are_refused() -> None:
    async with SafeFetcher() as fetcher:
        for host in ("0x7f000001", "2130706433", "0177.0.0.1", "127.1", "localhost"):
            with pytest.raises(AddressRefused, match=r"private|host"):
                await fetcher.fetch(order(f"https://{host}/"))


async def test_a_name_without_an_address_is_refused() -> None:
    async def resolve(host: str, _: int) -> Sequence[str]:
        return NAMES[host]

    async with SafeFetcher(resolve=resolve) as fetcher:
        with pytest.raises(AddressRefused, match="host"):
            await fetcher.fetch(order("https://nobody.example/"))


class Inside(BaseHTTPRequestHandler):
    """A server on this machine."""

    def do_GET(self) -> None:
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/latest/meta-data/")
            self.end_headers()
            return
        if self.path == "/slow":
            time.sleep(0.5)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"x" * (5000 if self.path == "/large" else 10))

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


@pytest.fixture(scope="module")
def inside() -> Generator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Inside)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


async def test_the_address_that_was_looked_at_is_the_one_that_is_called(inside: str) -> None:
    """A name that means something else at each look (DNS rebinding) is looked at once."""
    looks: list[str] = []

    async def resolve(host: str, _: int) -> Sequence[str]:
        looks.append(host)
        return ["127.0.0.1"] if len(looks) == 1 else ["192.0.2.1"]

    port = inside.rpartition(":")[2]
    async with SafeFetcher(frozenset({f"partner.example:{port}"}), resolve=resolve) as fetcher:
        answer = await fetcher.fetch(order(f"http://partner.example:{port}/"))
    assert answer == Fetched(200, answer.headers, b"x" * 10)
    assert looks == ["partner.example"]


@pytest.mark.parametrize(
    ("path", "seconds", "reason"), [("/large", 5.0, "too_large"), ("/slow", 0.1, "timeout")]
)
async def test_answers_are_cut_off(inside: str, path: str, seconds: float, reason: str) -> None:
    async with SafeFetcher(frozenset({inside})) as fetcher:
        with pytest.raises(FetchFailed, match=reason):
            await fetcher.fetch(order(f"http://{inside}{path}", seconds))


async def test_a_redirect_is_an_answer_and_not_followed(inside: str) -> None:
    async with SafeFetcher(frozenset({inside})) as fetcher:
        answer = await fetcher.fetch(order(f"http://{inside}/away"))
    assert (answer.status, answer.body) == (302, b"")


async def test_a_certificate_that_nobody_vouches_for_fails(inside: str) -> None:
    async with SafeFetcher(frozenset({inside})) as fetcher:
        with pytest.raises(FetchFailed, match="connection"):
            await fetcher.fetch(order(f"https://{inside}/"))

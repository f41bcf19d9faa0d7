"""Requests that another site makes a browser send are refused, beside the token of the session.

Browsers say where a request comes from: in Sec-Fetch-Site, which no script can set, and the older
ones in Origin. Programs send neither, and carry no cookie that could be misused.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from fastapi import Request

from rongqu.kernel.errors import ForgedRequest

CSRF_HEADER = "x-csrf-token"
"""Carries the token of the session, which no other site can read."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITES = frozenset({"same-origin", "none"})
"""`none`: the person typed the address."""


def comes_from_here(headers: Mapping[bytes, bytes]) -> bool:
    """Whether the headers say so, or are those of a program; no need to look any closer."""
    site = headers.get(b"sec-fetch-site")
    return b"origin" not in headers if site is None else site.decode("latin-1") in OWN_SITES


def check_same_origin(request: Request) -> None:
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        if site not in OWN_SITES:
            raise ForgedRequest
        return
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise ForgedRequest

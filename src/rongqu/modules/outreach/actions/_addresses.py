"""Looking at the address of an endpoint before anything is sent there."""

from __future__ import annotations

from urllib.parse import urlsplit

from rongqu.infra.safe_fetch import AddressRefused, check_url, trusted_hosts
from rongqu.modules.outreach.errors import UrlRefused


def check_address(url: str) -> None:
    """By its looks; where the name leads is looked at again by every request."""
    try:
        check_url(url, trusted_hosts())
    except AddressRefused as refused:
        raise UrlRefused(reason=refused.reason) from refused


def host_of(url: str) -> str:
    return urlsplit(url).hostname or ""

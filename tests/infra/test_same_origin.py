from __future__ import annotations

import pytest
from fastapi import Request

from rongqu.infra.same_origin import check_same_origin
from rongqu.kernel.errors import ForgedRequest


def request(method: str, **headers: str) -> Request:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    raw = [(name.encode(), value.encode()) for name, value in named.items()]
    return Request({"type": "http", "method": method, "headers": raw, "path": "/"})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec_fetch_site": "same-origin"},
        {"sec_fetch_site": "none"},
        {"host": "rongqu.example", "origin": "https://rongqu.example"},
        {"host": "rongqu.example:8000", "origin": "http://rongqu.example:8000"},
        {"host": "inner", "origin": "https://rongqu.example", "sec_fetch_site": "same-origin"},
    ],
)
def test_the_own_site_and_programs_may_change(headers: dict[str, str]) -> None:
    check_same_origin(request("POST", **headers))


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "cross-site", "host": "a.example", "origin": "https://a.example"},
        {"host": "rongqu.example", "origin": "https://evil.example"},
        {"host": "rongqu.example", "origin": "https://rongqu.example.evil.example"},
        {"host": "rongqu.example", "origin": "null"},
        {"host": "rongqu.example:8000", "origin": "http://rongqu.example:9000"},
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_other_sites_may_not(method: str, headers: dict[str, str]) -> None:
    with pytest.raises(ForgedRequest):
        check_same_origin(request(method, **headers))


def test_reading_is_everybodys_own_affair() -> None:
    check_same_origin(request("GET", sec_fetch_site="cross-site"))

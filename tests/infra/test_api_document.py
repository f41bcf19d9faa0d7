"""What programs of strangers read: the OpenAPI document of the whole platform."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from httpx2 import ASGITransport, AsyncClient

from rongqu.infra.web import Setting
from rongqu.web import API, create_app
from tests.builders.api_document import document_of

PROBLEM = "application/problem+json"


@pytest.fixture
async def document(setting: Setting) -> dict[str, Any]:
    return document_of(setting)


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for methods in document["paths"].values():
        yield from methods.items()


async def test_each_schema_has_one_short_name_and_no_reference_hangs(
    document: dict[str, Any],
) -> None:
    schemas = document["components"]["schemas"]
    assert [name for name, schema in schemas.items() if schema["title"] != name] == []
    assert max(map(len, schemas)) <= 80
    assert not any("__" in name for name in schemas)
    referred = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document)))
    assert referred == schemas.keys()


async def test_refusals_are_problems_with_the_codes_of_their_operation(
    document: dict[str, Any],
) -> None:
    for _, operation in operations(document):
        for status, response in operation["responses"].items():
            said = json.dumps(response.get("content", {}))
            assert ("Problem_" in said) is (PROBLEM in said), (operation["operationId"], status)
    trade = document["paths"]["/api/v1/applications/{application_id}/approval"]["post"]
    [content] = trade["responses"]["409"]["content"].values()
    codes = schema_of(document, content)["properties"]["code"]["enum"]
    assert "origination.cannot_move" in codes


def schema_of(document: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
    name = content["schema"]["$ref"].rsplit("/", 1)[1]
    return document["components"]["schemas"][name]


async def test_whoever_is_signed_in_is_so_by_a_cookie_with_its_token_or_as_a_program(
    document: dict[str, Any],
) -> None:
    assert document["security"] == [{"session": []}, {"program": []}, {"client": []}]
    for method, operation in operations(document):
        security = operation.get("security", document["security"])
        if security:
            assert ("csrf" in security[0]) is (method != "get"), operation["operationId"]
        else:
            assert '/Problem_NotSignedIn"' not in json.dumps(operation["responses"])


@pytest.mark.parametrize(("https", "cookie"), [(False, "rongqu"), (True, "__Host-rongqu")])
async def test_the_cookie_has_the_name_it_has_here(
    setting: Setting, https: bool, cookie: str
) -> None:
    document = document_of(replace(setting, secure_cookies=https))
    assert document["components"]["securitySchemes"]["session"]["name"] == cookie


async def test_it_is_served_packed_and_not_sent_again(setting: Setting) -> None:
    app = create_app(setting)
    transport = ASGITransport(app)
    async with AsyncClient(transport=transport, base_url=f"http://rongqu{API}") as client:
        packed = await client.get("/openapi.json")
        plain = await client.get("/openapi.json", headers={"Accept-Encoding": "identity"})
        known = {"If-None-Match": packed.headers["etag"]}
        again = await client.get("/openapi.json", headers=known)

    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json() == plain.json() == app.openapi()
    assert (again.status_code, again.content) == (304, b"")

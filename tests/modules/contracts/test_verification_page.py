"""What strangers are told of a PDF, each bad one in words of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from httpx2 import AsyncClient

from rongqu.infra.web import Setting
from tests.builders.signed_pdfs import blank_pdf, sign, signer
from tests.builders.signing import Outside


@pytest.fixture
def setting(setting: Setting, outside: Outside) -> Setting:
    return replace(setting, ports=outside.ports)


async def ask(client: AsyncClient, content: bytes) -> dict[str, object]:
    answer = await client.post(
        "/verifications", content=content, headers={"content-type": "application/pdf"}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_strangers_signature_is_told_from_a_trusted_one(client: AsyncClient) -> None:
    found = await ask(client, await sign(blank_pdf(), signer()))

    assert found["verdict"] == "not_trusted"
    [signature] = found["signatures"]  # type: ignore[misc]  read from JSON
    assert signature["verdict"] == "signer_unknown"
    assert (signature["level"], signature["chain"]) == ("B-B", [])


async def test_what_cannot_be_checked_says_why(client: AsyncClient) -> None:
    verdicts = [
        (await ask(client, content))["verdict"]
        for content in (blank_pdf(), blank_pdf(password="x"), b"hello")
    ]
    assert verdicts == ["unsigned", "encrypted", "unreadable"]


async def test_who_should_have_signed_may_be_asked(client: AsyncClient) -> None:
    content = await sign(blank_pdf(), signer())
    answer = await client.post("/verifications", content=content, params={"party": ["西湖银行"]})
    assert answer.json()["missing"] == ["西湖银行"]
    too_many = await client.post("/verifications", content=content, params={"party": ["x"] * 21})
    assert too_many.status_code == 422


async def test_no_more_is_read_than_ten_megabytes(client: AsyncClient) -> None:
    answer = await client.post("/verifications", content=b"%PDF-" + bytes(10 << 20))
    assert (answer.status_code, answer.json()["code"]) == (413, "contracts.file_too_large")

"""Papers of an offering: added by its issuer, never changed, read by whoever sees it."""

from __future__ import annotations

import hashlib
from urllib.parse import quote
from uuid import UUID

import pytest
from httpx2 import Response
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import new_id
from tests.builders.actors import signed_in
from tests.builders.events import published
from tests.builders.files import jpeg_file, pdf_file
from tests.builders.investing import Hall

NAME = "募集说明书.pdf"
PDF = pdf_file()
ADDED = "aftercare.document_added.v1"


def issuer_of(hall: Hall) -> dict[str, str]:
    rights = ("investing:view", "aftercare:view", "aftercare:report")
    return signed_in(*rights, organisation=hall.issuer, portal=Portal.INSTITUTION)


def path_of(offering: UUID, document: UUID | str) -> str:
    return f"/aftercare/offerings/{offering}/documents/{document}"


async def add(
    hall: Hall,
    offering: UUID,
    content: bytes = PDF,
    *,
    headers: dict[str, str] | None = None,
    document: UUID | None = None,
) -> Response:
    return await hall.client.put(
        path_of(offering, document or new_id()),
        params={"kind": "prospectus", "name": NAME},
        content=content,
        headers=headers or issuer_of(hall),
    )


async def listed(hall: Hall, offering: UUID, headers: dict[str, str]) -> Response:
    return await hall.client.get(f"/aftercare/offerings/{offering}/documents", headers=headers)


async def test_what_the_issuer_adds_the_investor_saves(hall: Hall) -> None:
    offering, document = await hall.given_offering(), new_id()
    first = await add(hall, offering, document=document)
    again = await add(hall, offering, document=document)
    assert (first.status_code, again.json()) == (200, first.json())

    investor = await hall.given_investor()
    rights = signed_in("investing:view", "aftercare:view", portal=Portal.INVESTOR)
    investor = rights | {"x-organisation": investor["x-organisation"]}
    [seen] = (await listed(hall, offering, investor)).json()
    assert (seen["kind"], seen["name"], seen["size"]) == ("prospectus", NAME, len(PDF))
    assert seen["sha256"] == hashlib.sha256(PDF).hexdigest()
    saved = await hall.client.get(path_of(offering, f"{document}/content"), headers=investor)
    assert saved.content == PDF
    assert saved.headers["content-disposition"] == f"attachment; filename*=UTF-8''{quote(NAME)}"
    assert "sandbox" in saved.headers["content-security-policy"]
    assert (await published(hall.engine)).count(ADDED) == 1


async def test_no_paper_is_changed_or_taken_back(hall: Hall) -> None:
    offering, document = await hall.given_offering(), new_id()
    await add(hall, offering, document=document)
    other = await add(hall, offering, pdf_file() + b"\n", document=document)
    assert (other.status_code, other.json()["code"]) == (409, "common.already_there")
    for change in ("UPDATE aftercare.document SET name = ''", "DELETE FROM aftercare.document"):
        with pytest.raises(DBAPIError, match="permission denied"):
            async with hall.engine.begin(PLATFORM) as connection:
                await connection.execute(text(change))
    [kept] = (await listed(hall, offering, issuer_of(hall))).json()
    assert kept["sha256"] == hashlib.sha256(PDF).hexdigest()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"MZ", "common.file_type_refused"),
        (PDF.replace(b"%%EOF", b"/JavaScript\n%%EOF"), "common.file_active"),
        (PDF.replace(b"%%EOF", b"/Encrypt\n%%EOF"), "common.file_encrypted"),
        (PDF[:200], "common.file_damaged"),
        (PDF + bytes(21_000_000), "common.file_too_large"),
    ],
)
async def test_a_bad_file_leaves_nothing(hall: Hall, content: bytes, code: str) -> None:
    offering = await hall.given_offering()
    refused = await add(hall, offering, content)
    assert refused.json()["code"] == code
    assert (await listed(hall, offering, issuer_of(hall))).json() == []
    assert ADDED not in await published(hall.engine)


async def test_whom_it_does_not_concern_adds_and_finds_nothing(hall: Hall) -> None:
    offering = await hall.given_offering()
    other = signed_in("aftercare:report", "aftercare:view", portal=Portal.INSTITUTION)
    stranger = await add(hall, offering, headers=other)
    missing = await hall.client.get(
        path_of(offering, f"{new_id()}/content"), headers=issuer_of(hall)
    )
    assert stranger.json()["code"] == "investing.offering_not_found"
    assert missing.json()["code"] == "aftercare.document_not_found"
    reader = signed_in("aftercare:view", organisation=hall.issuer, portal=Portal.INSTITUTION)
    assert (await add(hall, offering, headers=reader)).status_code == 403


async def test_there_are_only_so_many_and_none_when_it_is_over(hall: Hall) -> None:
    offering = await hall.given_offering()
    assert (await add(hall, offering, jpeg_file())).status_code == 200
    copies = text("""
        INSERT INTO aftercare.document
        SELECT gen_random_uuid(), offering_id, issuer_id, kind, name, file_type, size, sha256,
               storage_key, added_by, added_at
        FROM aftercare.document, generate_series(2, 60) WHERE offering_id = :offering
    """)
    async with hall.engine.begin(PLATFORM) as connection:
        await connection.execute(copies, {"offering": offering})
    assert (await add(hall, offering)).json()["code"] == "aftercare.too_many_documents"
    hall.let_pass(days=8)
    await hall.settle(offering)
    assert (await add(hall, offering)).json()["code"] == "aftercare.offering_over"

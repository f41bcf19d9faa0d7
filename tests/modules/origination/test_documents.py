"""Documents as they are attached, shown and removed."""

from __future__ import annotations

import hashlib

import pytest
from httpx2 import AsyncClient, Response
from sqlalchemy import update

from rongqu.infra.database import Engine
from rongqu.infra.policies import policy
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.ids import ApplicationId, new_id
from rongqu.modules.origination.types import Stage
from tests.builders.events import published
from tests.builders.files import jpeg_file, pdf_file, png_file, xlsx_file
from tests.builders.origination import World, given_application, given_world


async def attach(
    client: AsyncClient,
    world: World,
    application_id: ApplicationId,
    content: bytes,
    **query: str,
) -> Response:
    wanted = {"kind": "tax_returns", "name": "纳税申报表.pdf", "id": str(new_id())} | query
    path = f"/applications/{application_id}/documents/{wanted.pop('id')}"
    return await client.put(path, params=wanted, content=content, headers=world.applicant)


async def test_a_document_is_kept_with_its_hash(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, documents=False)
    content = pdf_file()

    attached = await attach(client, world, application_id, content)
    found = await client.get(f"/applications/{application_id}", headers=world.applicant)

    assert attached.status_code == 200
    assert attached.json()["sha256"] == hashlib.sha256(content).hexdigest()
    assert attached.json()["file_type"] == "application/pdf"
    assert found.json()["documents"] == [attached.json()]
    assert found.json()["missing"] == ["document:business_licence"]


async def test_the_same_upload_again_is_the_same_document(
    client: AsyncClient, engine: Engine
) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, documents=False)
    document_id = str(new_id())

    first = await attach(client, world, application_id, pdf_file(), id=document_id)
    again = await attach(client, world, application_id, pdf_file(), id=document_id)

    assert again.json() == first.json()
    assert (await published(engine)).count("origination.document_attached.v1") == 1


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"MZ not a document", 422, "common.file_type_refused"),
        (b"", 422, "common.file_damaged"),
        (pdf_file().replace(b"%%EOF", b"/Encrypt\n%%EOF"), 422, "common.file_encrypted"),
        (pdf_file().replace(b"%%EOF", b"/JavaScript\n%%EOF"), 422, "common.file_active"),
        (b"%PDF-" + bytes(2_000_000), 413, "common.file_too_large"),
    ],
)
async def test_a_bad_file_is_refused_and_leaves_nothing(
    client: AsyncClient, engine: Engine, content: bytes, status: int, code: str
) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, documents=False)
    size = update(policy).where(policy.c.key == "origination.document_bytes")
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(size.values(value=1_000_000))

    response = await attach(client, world, application_id, content)

    async with engine.begin(PLATFORM) as connection:
        await connection.execute(size.values(value=20 * 1024 * 1024))
    assert (response.status_code, response.json()["code"]) == (status, code)
    found = await client.get(f"/applications/{application_id}", headers=world.applicant)
    assert found.json()["documents"] == []
    assert "origination.document_attached.v1" not in await published(engine)


async def test_only_what_the_product_asks_for_or_other_is_taken(
    client: AsyncClient, engine: Engine
) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, documents=False)

    unknown = await attach(client, world, application_id, pdf_file(), kind="patent_certificate")
    other = await attach(client, world, application_id, png_file(), kind="other")

    assert unknown.json()["code"] == "origination.document_kind_unknown"
    assert other.status_code == 200


async def test_a_flood_of_documents_is_stopped(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world)
    most = update(policy).where(policy.c.key == "origination.documents_per_application")
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(most.values(value=2))

    response = await attach(client, world, application_id, pdf_file())

    async with engine.begin(PLATFORM) as connection:
        await connection.execute(most.values(value=60))
    assert response.json()["code"] == "origination.too_many_documents"


@pytest.mark.parametrize(
    ("content", "place", "policy_part"),
    [
        (pdf_file(), "inline", "frame-ancestors 'self'"),
        (png_file(), "inline", "sandbox"),
        (jpeg_file(), "inline", "sandbox"),
        (xlsx_file(), "attachment", "sandbox"),
    ],
)
async def test_a_document_is_shown_and_nothing_in_it_runs(
    client: AsyncClient, engine: Engine, content: bytes, place: str, policy_part: str
) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, documents=False)
    document_id = (await attach(client, world, application_id, content)).json()["id"]
    path = f"/applications/{application_id}/documents/{document_id}/content"

    shown = await client.get(path, headers=world.applicant)
    saved = await client.get(path, params={"download": True}, headers=world.applicant)

    assert shown.content == saved.content == content
    assert shown.headers["content-disposition"].startswith(f"{place};")
    assert saved.headers["content-disposition"].startswith("attachment;")
    assert "%E7%BA%B3%E7%A8%8E" in shown.headers["content-disposition"]
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert policy_part in shown.headers["content-security-policy"]


async def test_who_else_looked_is_on_record(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine)
    draft = await given_application(engine, world, documents=False, stage=Stage.RETURNED)
    document_id = (await attach(client, world, draft, pdf_file())).json()["id"]
    path = f"/applications/{draft}/documents/{document_id}/content"

    await client.get(path, headers=world.applicant)
    assert "origination.document_read.v1" not in await published(engine)
    seen = await client.get(path, headers=world.officer)

    assert seen.status_code == 200
    assert (await published(engine)).count("origination.document_read.v1") == 1


async def test_a_removed_document_is_gone(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, documents=False)
    document_id = (await attach(client, world, application_id, pdf_file())).json()["id"]
    path = f"/applications/{application_id}/documents/{document_id}"

    removed = await client.delete(path, headers=world.applicant)
    again = await client.delete(path, headers=world.applicant)
    shown = await client.get(f"{path}/content", headers=world.applicant)

    assert removed.status_code == 204
    assert again.json()["code"] == shown.json()["code"] == "origination.document_not_found"


async def test_strangers_see_no_documents(client: AsyncClient, engine: Engine) -> None:
    world, other = await given_world(engine), await given_world(engine)
    application_id = await given_application(engine, world, documents=False)
    document_id = (await attach(client, world, application_id, pdf_file())).json()["id"]
    path = f"/applications/{application_id}/documents/{document_id}/content"

    for stranger in (other.applicant, other.officer, world.officer):
        assert (await client.get(path, headers=stranger)).status_code == 404

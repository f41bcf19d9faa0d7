"""The privacy API: parse, call, answer."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Response

from rongqu.infra.api_document import FOR_STRANGERS
from rongqu.infra.encryption import ciphers
from rongqu.infra.policies import read_policy
from rongqu.infra.problems import problems
from rongqu.infra.web import (
    ONCE,
    PageDep,
    PublicTxDep,
    SettingDep,
    SliceBody,
    TxDep,
    module_router,
)
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import new_id
from rongqu.modules.identity.public import (
    Locale,
    OrganisationNotFound,
    UserNotFound,
    name_people,
)
from rongqu.modules.privacy import judging, permissions, queries
from rongqu.modules.privacy.actions.ask_erasure import ask_erasure
from rongqu.modules.privacy.actions.ask_export import ask_export
from rongqu.modules.privacy.actions.give_consent import give_consent
from rongqu.modules.privacy.actions.publish_text import publish_text
from rongqu.modules.privacy.actions.take_export import take_export
from rongqu.modules.privacy.actions.withdraw_consent import withdraw_consent
from rongqu.modules.privacy.errors import (
    ConsentMissing,
    ErasureNotFound,
    ExportNotFound,
    ExportPending,
    PurposeUnknown,
    StillNeeded,
    TextOutdated,
    TextStartsTooEarly,
)
from rongqu.modules.privacy.export_files import PURPOSE, key_of
from rongqu.modules.privacy.holdings import list_holdings
from rongqu.modules.privacy.schemas import (
    ChoiceBody,
    ConsentBody,
    ConsentWishBody,
    DataExportBody,
    ErasureBody,
    NewTextBody,
    PrivacyTextBody,
    ProcessingBody,
    TextVersionBody,
    VerdictBody,
)
from rongqu.modules.privacy.types import ConsentWish, UseOfData

router = module_router("privacy", prefix="/privacy")

LocaleQuery = Annotated[Locale, Query()]
ZIP: dict[int | str, dict[str, Any]] = {200: {"content": {"application/zip": {}}}}


@router.get("/texts", responses=problems(), openapi_extra=FOR_STRANGERS)
async def list_privacy_texts_endpoint(
    tx: PublicTxDep, locale: LocaleQuery = Locale.ZH_CN
) -> list[PrivacyTextBody]:
    """What is in force today, for whoever is about to agree."""
    return [PrivacyTextBody.of(each, locale) for each in await queries.list_texts_in_force(tx)]


@router.get("/choices", responses=problems())
async def list_choices_endpoint(tx: TxDep, locale: LocaleQuery = Locale.ZH_CN) -> list[ChoiceBody]:
    """What one can agree to, and has."""
    tx.actor.require(permissions.OWN_DATA)
    return [ChoiceBody.of(each, locale) for each in await queries.list_choices(tx)]


@router.put("/consents/{purpose}", responses=problems(PurposeUnknown, TextOutdated))
async def give_consent_endpoint(
    tx: TxDep, purpose: UseOfData, body: ConsentWishBody, locale: LocaleQuery = Locale.ZH_CN
) -> list[ChoiceBody]:
    await give_consent(tx, ConsentWish(purpose=purpose, version=body.version))
    return [ChoiceBody.of(each, locale) for each in await queries.list_choices(tx)]


@router.delete("/consents/{purpose}", responses=problems(PurposeUnknown, ConsentMissing))
async def withdraw_consent_endpoint(
    tx: TxDep, purpose: UseOfData, locale: LocaleQuery = Locale.ZH_CN
) -> list[ChoiceBody]:
    await withdraw_consent(tx, purpose)
    return [ChoiceBody.of(each, locale) for each in await queries.list_choices(tx)]


@router.get("/consents", responses=problems())
async def list_consents_endpoint(
    tx: TxDep, page: PageDep, purpose: UseOfData | None = None
) -> SliceBody[ConsentBody]:
    """Of everybody, the newest first."""
    tx.actor.require(permissions.VIEW_PROCESSING)
    found = await queries.list_consents(tx, page, purpose)
    names = await name_people(tx, {each.given_by for each in found.items})
    items = [ConsentBody.of(each, names) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/exports", responses=problems())
async def list_exports_endpoint(tx: TxDep) -> list[DataExportBody]:
    tx.actor.require(permissions.OWN_DATA)
    return [DataExportBody.of(each) for each in await queries.list_exports(tx)]


@router.post(
    "/exports", status_code=201, dependencies=[ONCE], responses=problems(KeyReused, ExportPending)
)
async def ask_export_endpoint(tx: TxDep) -> DataExportBody:
    return DataExportBody.of(await ask_export(tx, new_id()))


@router.get("/exports/{export_id}/file", responses={**problems(ExportNotFound), **ZIP})
async def get_export_file_endpoint(tx: TxDep, setting: SettingDep, export_id: UUID) -> Response:
    """Everything that is kept of oneself. That it was taken is on record."""
    export = await take_export(tx, export_id)
    closed = await setting.storage.get(key_of(export.id))
    return Response(
        ciphers.decrypt(closed, PURPOSE),
        media_type="application/zip",
        headers={"content-disposition": f'attachment; filename="rongqu-{export.id}.zip"'},
    )


@router.get("/erasure-preview", responses=problems())
async def preview_erasure_endpoint(
    tx: TxDep, locale: LocaleQuery = Locale.ZH_CN
) -> list[VerdictBody]:
    """What would be erased today and what the law keeps, why and until when."""
    tx.actor.require(permissions.OWN_DATA)
    return [VerdictBody.of(each, locale) for each in await judging.preview(tx, tx.actor.id)]


@router.post(
    "/erasures",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, StillNeeded, ErasureNotFound, UserNotFound, OrganisationNotFound),
)
async def ask_erasure_endpoint(tx: TxDep, locale: LocaleQuery = Locale.ZH_CN) -> ErasureBody:
    """Closes the account: the session ends with the answer."""
    return ErasureBody.of(await ask_erasure(tx, new_id()), locale)


@router.get("/erasures", responses=problems())
async def list_erasures_endpoint(
    tx: TxDep, page: PageDep, locale: LocaleQuery = Locale.ZH_CN
) -> SliceBody[ErasureBody]:
    tx.actor.require(permissions.VIEW_PROCESSING)
    found = await queries.list_erasures(tx, page)
    items = [ErasureBody.of(each, locale) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/processing", responses=problems())
async def list_processing_endpoint(
    tx: TxDep, locale: LocaleQuery = Locale.ZH_CN
) -> list[ProcessingBody]:
    """The record of processing, with the retention in force today."""
    tx.actor.require(permissions.VIEW_PROCESSING)
    return [
        ProcessingBody.of(
            holding, int(await read_policy(tx, holding.keep)) if holding.keep else None, locale
        )
        for holding in list_holdings()
    ]


@router.get("/text-versions", responses=problems())
async def list_text_versions_endpoint(tx: TxDep) -> list[TextVersionBody]:
    tx.actor.require(permissions.VIEW_PROCESSING)
    texts = await queries.list_texts(tx)
    names = await name_people(tx, {each.author_id for each in texts})
    return [TextVersionBody.of(each, names) for each in texts]


@router.post(
    "/text-versions",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, PurposeUnknown, TextStartsTooEarly),
)
async def publish_text_endpoint(tx: TxDep, body: NewTextBody) -> TextVersionBody:
    text = await publish_text(tx, body.to_text(tx.now))
    return TextVersionBody.of(text, await name_people(tx, {text.author_id}))

"""The API of evidence: parse, call, answer. What stands under `/log` is for everybody."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query, Response
from fastapi.responses import StreamingResponse

from rongqu.infra.api_document import FOR_STRANGERS
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
from rongqu.kernel.paging import Slice
from rongqu.modules.evidence import (
    asset_queries,
    erasures,
    permissions,
    proving,
    publishing,
    queries,
)
from rongqu.modules.evidence.actions.export_records import export_records
from rongqu.modules.evidence.actions.pledge_asset import pledge_asset
from rongqu.modules.evidence.actions.register_asset import register_asset
from rongqu.modules.evidence.actions.release_asset import release_asset
from rongqu.modules.evidence.actions.want_audit import want_audit
from rongqu.modules.evidence.asset_schemas import (
    AssetBody,
    AssetMarkBody,
    AssetStateBody,
    NewAssetBody,
    PledgeBody,
)
from rongqu.modules.evidence.checked_reading import read_entry
from rongqu.modules.evidence.errors import (
    AlreadyPledged,
    AnchoringNotFound,
    AssetKnown,
    AssetNotFound,
    EntryDamaged,
    EntryNotFound,
    LogEmpty,
    NotPledged,
    NotYetOnRecord,
    TileNotFound,
    TooManyToExport,
)
from rongqu.modules.evidence.jobs import audit_record
from rongqu.modules.evidence.ports import CheckpointSigner
from rongqu.modules.evidence.schemas import (
    AnchoringBody,
    AuditBody,
    AuditWantedBody,
    EventLineBody,
    LogEntryBody,
    LogEntryLineBody,
    LogStateBody,
    RecordExportBody,
)
from rongqu.modules.evidence.types import Anchoring, LogState

router = module_router("evidence", prefix="/evidence")

TEXT, BYTES, JSON = "text/plain; charset=utf-8", "application/octet-stream", "application/json"
ZIP = "application/zip"
SHOWN_EVENTS = 100
FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}
FRESH = {"Cache-Control": "no-cache"}


def _answers(kind: str) -> dict[int | str, dict[str, Any]]:
    """What a successful answer is, where it is no body of ours."""
    return {200: {"content": {kind: {"schema": {"type": "object" if kind == JSON else "string"}}}}}


def _answers_bytes(kind: str) -> dict[int | str, dict[str, Any]]:
    return {200: {"content": {kind: {"schema": {"type": "string", "format": "binary"}}}}}


Index = Annotated[int, Path(ge=0, le=2**62)]


@router.get(
    "/log/checkpoint",
    response_class=Response,
    responses=problems(LogEmpty) | _answers("text/plain"),
    openapi_extra=FOR_STRANGERS,
)
async def get_checkpoint_endpoint(tx: PublicTxDep) -> Response:
    """The newest signed tree head (C2SP `tlog-checkpoint`)."""
    newest = await queries.get_newest_checkpoint(tx)
    return Response(newest.note, media_type=TEXT, headers=FRESH)


@router.get(
    "/log/key",
    response_class=Response,
    responses=_answers("text/plain"),
    openapi_extra=FOR_STRANGERS,
)
async def get_verifier_key_endpoint(setting: SettingDep) -> Response:
    """Whom to believe: the log's name and public key (C2SP `signed-note`)."""
    return Response(f"{setting.port(CheckpointSigner).verifier}\n", media_type=TEXT, headers=FRESH)


@router.get(
    "/log/tile/{path:path}",
    response_class=Response,
    responses=problems(TileNotFound) | _answers(BYTES),
    openapi_extra=FOR_STRANGERS,
)
async def get_tile_endpoint(tx: PublicTxDep, path: str) -> Response:
    """Hashes and entries (C2SP `tlog-tiles`). Entries are commitments: they tell no facts."""
    content = await publishing.read_tile(tx, path)
    return Response(content, media_type=BYTES, headers=FOR_GOOD)


@router.get(
    "/log/consistency",
    response_class=Response,
    responses=problems(LogEmpty, EntryNotFound, EntryDamaged) | _answers(JSON),
    openapi_extra=FOR_STRANGERS,
)
async def get_consistency_endpoint(
    tx: PublicTxDep, since: Annotated[int, Query(ge=1, le=2**62)]
) -> Response:
    """That the log still begins with the tree of an older checkpoint of this size."""
    older = await queries.get_checkpoint(tx, since)
    newer = await queries.get_newest_checkpoint(tx)
    proof = await proving.prove_consistency(tx, older, newer)
    return Response(proof.dump(), media_type=JSON, headers=FRESH)


@router.get("/state", responses=problems())
async def get_log_state_endpoint(tx: TxDep, setting: SettingDep) -> LogStateBody:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    verifier = setting.port(CheckpointSigner).verifier
    audits = await queries.list_audits(tx, 1)
    state = LogState(
        checkpoint=await queries.find_newest_checkpoint(tx),
        waiting=await queries.count_waiting(tx),
        last_audit=audits[0] if audits else None,
        origin=verifier.name,
        verifier_key=str(verifier),
    )
    return LogStateBody.of(state)


@router.get("/entries", responses=problems(EntryNotFound))
async def list_log_entries_endpoint(tx: TxDep, page: PageDep) -> SliceBody[LogEntryLineBody]:
    """The whole record, newest first; the cursor is the event of the last line seen."""
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    before = await queries.get_index_of(tx, page.after) if page.after else 2**62
    entries = await queries.list_entries(tx, before, page.limit + 1)
    found = Slice[LogEntryLineBody].of(
        [(entry.event_id, LogEntryLineBody.of(entry)) for entry in entries], page.limit
    )
    return SliceBody(items=list(found.items), next_cursor=found.next_cursor)


@router.get("/entries/{index}", responses=problems(EntryNotFound, LogEmpty))
async def get_log_entry_endpoint(tx: TxDep, setting: SettingDep, index: Index) -> LogEntryBody:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    entry = await queries.get_entry(tx, index)
    verifier = setting.port(CheckpointSigner).verifier
    return LogEntryBody.read(await read_entry(tx, entry, verifier))


@router.get("/events/{event_id}", responses=problems(EntryNotFound, NotYetOnRecord, LogEmpty))
async def get_event_entry_endpoint(tx: TxDep, setting: SettingDep, event_id: UUID) -> LogEntryBody:
    """What is on record of an event, checked while it is read."""
    entry = await queries.get_visible_entry(tx, event_id)
    verifier = setting.port(CheckpointSigner).verifier
    return LogEntryBody.read(await read_entry(tx, entry, verifier))


@router.get(
    "/events/{event_id}/proof",
    response_class=Response,
    responses=problems(EntryNotFound, NotYetOnRecord, EntryDamaged, LogEmpty) | _answers(JSON),
)
async def get_proof_endpoint(tx: TxDep, setting: SettingDep, event_id: UUID) -> Response:
    """A file that anybody can check offline: `rongqu verify FILE`, or the verification page. Of an
    erased fact it proves its place in the log and the erasure."""
    entry = await queries.get_visible_entry(tx, event_id)
    reading = await read_entry(tx, entry, setting.port(CheckpointSigner).verifier)
    if reading.findings:
        raise EntryDamaged(index=entry.index)
    if reading.erasure is None:
        proof = (await proving.prove_fact(tx, entry)).dump()
    else:
        proof = (await erasures.prove_erasure(tx, entry, reading.erasure)).dump()
    name = f"{entry.index}-{event_id}.proof.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(proof, media_type=JSON, headers=headers)


@router.get("/subjects/{subject_id}/events", responses=problems())
async def list_subject_events_endpoint(tx: TxDep, subject_id: UUID) -> list[EventLineBody]:
    """What happened to something, such as a contract, newest first: each can be proved."""
    lines = await queries.list_events_of_subject(tx, subject_id, SHOWN_EVENTS)
    return [EventLineBody.of(line) for line in lines]


@router.get("/audits", responses=problems())
async def list_audits_endpoint(tx: TxDep) -> list[AuditBody]:
    """The last audits of the whole record, newest first."""
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    return [AuditBody.of(audit) for audit in await queries.list_audits(tx, 20)]


@router.post("/audits", status_code=202, dependencies=[ONCE], responses=problems(KeyReused))
async def want_audit_endpoint(tx: TxDep) -> AuditWantedBody:
    return AuditWantedBody(id=await want_audit(tx, audit_record.later()))


@router.put(
    "/record-export",
    response_class=StreamingResponse,
    responses=problems(TooManyToExport) | _answers_bytes(ZIP),
)
async def export_records_endpoint(
    tx: TxDep, setting: SettingDep, body: RecordExportBody
) -> StreamingResponse:
    """PUT: no answer is kept for a repeated request; each is on record. README.txt in the archive
    says how its signature is checked."""
    tx.actor.require(permissions.EXPORT)
    archive = await export_records(tx, body.to_search(), setting.port(CheckpointSigner))
    headers = {"Content-Disposition": 'attachment; filename="records.zip"'}
    return StreamingResponse(archive, media_type=ZIP, headers=headers)


@router.get("/anchorings", responses=problems())
async def list_anchorings_endpoint(tx: TxDep) -> list[AnchoringBody]:
    """Who outside has taken which checkpoint, newest first."""
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    return [AnchoringBody.of(each) for each in await queries.list_anchorings(tx, SHOWN_EVENTS)]


@router.get(
    "/anchorings/{anchoring_id}/receipt",
    response_class=Response,
    responses=problems(AnchoringNotFound) | _answers(BYTES),
)
async def get_receipt_endpoint(tx: TxDep, anchoring_id: UUID) -> Response:
    """What it gave: a time stamp (`openssl ts -verify` checks it), a transaction on a chain, or
    a cosignature that goes under the checkpoint."""
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    anchoring = await queries.get_anchoring(tx, anchoring_id)
    name = f"{anchoring.size}.{_suffix(anchoring)}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(anchoring.receipt, media_type=BYTES, headers=headers)


def _suffix(anchoring: Anchoring) -> str:
    return {"tsa": "tsr", "chain": "json", "fabric": "json"}.get(anchoring.anchor, "cosignature")


@router.get(
    "/anchorings/{anchoring_id}/checkpoint",
    response_class=Response,
    responses=problems(AnchoringNotFound) | _answers("text/plain"),
)
async def get_anchored_checkpoint_endpoint(tx: TxDep, anchoring_id: UUID) -> Response:
    """The bytes that the anchor has taken."""
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    anchoring = await queries.get_anchoring(tx, anchoring_id)
    headers = {"Content-Disposition": f'attachment; filename="{anchoring.size}.checkpoint"'}
    return Response(anchoring.note, media_type=TEXT, headers=headers)


@router.post(
    "/assets", status_code=201, dependencies=[ONCE], responses=problems(KeyReused, AssetKnown)
)
async def register_asset_endpoint(tx: TxDep, body: NewAssetBody) -> AssetBody:
    """Goods, a warehouse receipt, an ear-tag, equipment: each is on record once."""
    return AssetBody.of(await register_asset(tx, body.to_mark(), body.description))


@router.get("/assets", responses=problems())
async def list_assets_endpoint(tx: TxDep, page: PageDep) -> SliceBody[AssetBody]:
    """One's own things, and those pledged to one."""
    found = await asset_queries.list_assets(tx, page)
    items = [AssetBody.of(asset) for asset in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/assets/state", responses=problems())
async def check_asset_endpoint(
    tx: TxDep, mark: Annotated[AssetMarkBody, Query()]
) -> AssetStateBody:
    """For lenders, before they take a thing as security: is it pledged already?"""
    tx.actor.require(permissions.CHECK_ASSETS)
    return AssetStateBody(state=await asset_queries.find_asset_state(tx, mark.to_mark()))


@router.get("/assets/{asset_id}", responses=problems(AssetNotFound))
async def get_asset_endpoint(tx: TxDep, asset_id: UUID) -> AssetBody:
    return AssetBody.of(await asset_queries.get_visible_asset(tx, asset_id))


@router.post(
    "/assets/{asset_id}/pledge",
    dependencies=[ONCE],
    responses=problems(KeyReused, AssetNotFound, AlreadyPledged),
)
async def pledge_asset_endpoint(tx: TxDep, asset_id: UUID, body: PledgeBody) -> AssetBody:
    return AssetBody.of(await pledge_asset(tx, body.to_wish(asset_id)))


@router.post(
    "/assets/{asset_id}/release",
    dependencies=[ONCE],
    responses=problems(KeyReused, AssetNotFound, NotPledged),
)
async def release_asset_endpoint(tx: TxDep, asset_id: UUID) -> AssetBody:
    return AssetBody.of(await release_asset(tx, asset_id))

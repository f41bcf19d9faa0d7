"""The parties API: parse, call, answer."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from rongqu.infra.api_document import FOR_STRANGERS
from rongqu.infra.problems import problems
from rongqu.infra.web import (
    ONCE,
    PageDep,
    SliceBody,
    TxDep,
    module_router,
    open_request_tx,
)
from rongqu.kernel.actor import Portal
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import EnterpriseId, ImportId, OrganisationId, new_id
from rongqu.kernel.uscc import InvalidUscc, normalise_uscc, parse_uscc
from rongqu.modules.parties import (
    errors,
    invoice_queries,
    permissions,
    private_endpoints,
    queries,
    reference,
)
from rongqu.modules.parties.actions.cancel_import import cancel_import
from rongqu.modules.parties.actions.receive_part import receive_part
from rongqu.modules.parties.actions.register_enterprise import register_enterprise
from rongqu.modules.parties.actions.register_institution import register_institution
from rongqu.modules.parties.actions.register_investor import register_investor
from rongqu.modules.parties.actions.start_import import start_import
from rongqu.modules.parties.actions.state_figures import state_figures
from rongqu.modules.parties.actions.update_enterprise import update_enterprise
from rongqu.modules.parties.invoices import wire
from rongqu.modules.parties.schemas import (
    CodeBody,
    CodesBody,
    EnterpriseBody,
    EnterpriseRegistrationBody,
    FiguresBody,
    FiguresListBody,
    FiguresOfYearBody,
    ImportBody,
    ImportOrderBody,
    InstitutionBody,
    InstitutionRegistrationBody,
    InvestorBody,
    InvestorRegistrationBody,
    InvoiceBody,
    InvoiceMonthBody,
    InvoiceMonthsBody,
    PartnerBody,
    PartnersBody,
    ProfileBody,
    RefusedLineBody,
    RefusedLinesBody,
    UsccCheckBody,
)
from rongqu.modules.parties.types import (
    Direction,
    EnterpriseFilter,
    ImportStatus,
    InvoiceFilter,
    InvoiceStatus,
)
from rongqu.modules.privacy.public import ConsentMissing

router = module_router("parties", prefix="/parties")
routers = (router, private_endpoints.router)

USCC_ERRORS = (errors.UsccLengthWrong, errors.UsccAlphabetWrong, errors.UsccCheckWrong)
PROFILE_ERRORS = (
    errors.UnknownRegion,
    errors.UnknownIndustry,
    errors.FoundedInFuture,
    errors.ProfileContradicts,
)
A_DAY = "public, max-age=86400"


@router.get("/regions", responses=problems(), openapi_extra=FOR_STRANGERS)
async def list_regions_endpoint(response: Response) -> CodesBody:
    """GB/T 2260: provinces, and below each its prefectures. The same for everybody."""
    response.headers["Cache-Control"] = A_DAY
    return CodesBody(items=[CodeBody.of(entry) for entry in reference.regions().values()])


@router.get("/industries", responses=problems(), openapi_extra=FOR_STRANGERS)
async def list_industries_endpoint(response: Response) -> CodesBody:
    """GB/T 4754-2017: sections, and below each its divisions. The same for everybody."""
    response.headers["Cache-Control"] = A_DAY
    return CodesBody(items=[CodeBody.of(entry) for entry in reference.industries().values()])


@router.get("/uscc-checks/{text}", responses=problems())
async def check_uscc_endpoint(tx: TxDep, text: str) -> UsccCheckBody:
    """While typing: is the code right, and has another organisation registered with it?"""
    tx.actor.require(permissions.REGISTER_ENTERPRISE)
    try:
        uscc = parse_uscc(text)
    except InvalidUscc as invalid:
        return UsccCheckBody(uscc=normalise_uscc(text), fault=invalid.fault, taken=False)
    taken = await queries.is_uscc_taken(tx, uscc, tx.actor.organisation)
    return UsccCheckBody(uscc=uscc, fault=None, taken=taken)


@router.post(
    "/enterprises",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused, errors.AlreadyRegistered, errors.UsccTaken, *USCC_ERRORS, *PROFILE_ERRORS
    ),
)
async def register_enterprise_endpoint(
    tx: TxDep, body: EnterpriseRegistrationBody
) -> EnterpriseBody:
    """The profile of one's own organisation."""
    registration = body.to_registration(tx.actor.organisation)
    return EnterpriseBody.of(await register_enterprise(tx, registration))


@router.get("/enterprises", responses=problems())
async def list_enterprises_endpoint(
    tx: TxDep,
    page: PageDep,
    region_code: Annotated[str | None, Query(max_length=6)] = None,
    industry_code: Annotated[str | None, Query(max_length=3)] = None,
    words: Annotated[str | None, Query(max_length=100)] = None,
) -> SliceBody[EnterpriseBody]:
    tx.actor.require(permissions.VIEW)
    wanted = EnterpriseFilter(region_code=region_code, industry_code=industry_code, words=words)
    found = await queries.list_enterprises(tx, page, wanted)
    return SliceBody(
        items=[EnterpriseBody.of(each) for each in found.items], next_cursor=found.next_cursor
    )


@router.get("/enterprises/{enterprise_id}", responses=problems(errors.EnterpriseNotFound))
async def get_enterprise_endpoint(tx: TxDep, enterprise_id: UUID) -> EnterpriseBody:
    tx.actor.require(permissions.VIEW)
    return EnterpriseBody.of(await queries.get_enterprise(tx, EnterpriseId(enterprise_id)))


@router.put(
    "/enterprises/{enterprise_id}",
    responses=problems(errors.EnterpriseNotFound, *PROFILE_ERRORS),
)
async def update_enterprise_endpoint(
    tx: TxDep, enterprise_id: UUID, body: ProfileBody
) -> EnterpriseBody:
    updated = await update_enterprise(tx, EnterpriseId(enterprise_id), body.to_profile())
    return EnterpriseBody.of(updated)


@router.get("/enterprises/{enterprise_id}/figures", responses=problems())
async def list_figures_endpoint(tx: TxDep, enterprise_id: UUID) -> FiguresListBody:
    tx.actor.require(permissions.VIEW)
    stated = await queries.list_figures(tx, EnterpriseId(enterprise_id))
    return FiguresListBody(items=[FiguresOfYearBody.of(figures) for figures in stated])


@router.put(
    "/enterprises/{enterprise_id}/figures/{year}",
    responses=problems(
        errors.EnterpriseNotFound, errors.FiguresContradict, errors.FiguresYearWrong
    ),
)
async def state_figures_endpoint(
    tx: TxDep, enterprise_id: UUID, year: int, body: FiguresBody
) -> EnterpriseBody:
    stated = await state_figures(tx, EnterpriseId(enterprise_id), body.to_figures(year))
    return EnterpriseBody.of(stated)


@router.get(
    "/enterprises/{enterprise_id}/invoice-months", responses=problems(errors.EnterpriseNotFound)
)
async def list_invoice_months_endpoint(tx: TxDep, enterprise_id: UUID) -> InvoiceMonthsBody:
    tx.actor.require(permissions.VIEW)
    months = await invoice_queries.list_invoice_months(tx, EnterpriseId(enterprise_id))
    return InvoiceMonthsBody(items=[InvoiceMonthBody.of(month) for month in months])


@router.get("/enterprises/{enterprise_id}/partners", responses=problems(errors.EnterpriseNotFound))
async def list_partners_endpoint(
    tx: TxDep,
    enterprise_id: UUID,
    direction: Direction,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
) -> PartnersBody:
    tx.actor.require(permissions.VIEW)
    enterprise = EnterpriseId(enterprise_id)
    partners = await invoice_queries.top_partners(tx, enterprise, direction, limit)
    return PartnersBody(items=[PartnerBody.of(partner) for partner in partners])


def _invoice_filter(
    direction: Direction | None = None,
    status: InvoiceStatus | None = None,
    from_day: date | None = None,
    until_day: date | None = None,
    *,
    only_red: bool = False,
) -> InvoiceFilter:
    return InvoiceFilter(
        direction=direction,
        status=status,
        from_day=from_day,
        until_day=until_day,
        only_red=only_red,
    )


@router.get("/enterprises/{enterprise_id}/invoices", responses=problems(errors.EnterpriseNotFound))
async def list_invoices_endpoint(
    tx: TxDep,
    enterprise_id: UUID,
    page: PageDep,
    wanted: Annotated[InvoiceFilter, Depends(_invoice_filter)],
) -> SliceBody[InvoiceBody]:
    tx.actor.require(permissions.VIEW)
    found = await invoice_queries.list_invoices(tx, EnterpriseId(enterprise_id), page, wanted)
    return SliceBody(
        items=[InvoiceBody.of(invoice) for invoice in found.items], next_cursor=found.next_cursor
    )


@router.post(
    "/institutions",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused, errors.AlreadyRegistered, errors.UsccTaken, errors.UnknownRegion, *USCC_ERRORS
    ),
)
async def register_institution_endpoint(
    tx: TxDep, body: InstitutionRegistrationBody
) -> InstitutionBody:
    """The profile of one's own organisation."""
    registration = body.to_registration(tx.actor.organisation)
    return InstitutionBody.of(await register_institution(tx, registration))


@router.get("/institutions", responses=problems())
async def list_institutions_endpoint(tx: TxDep, page: PageDep) -> SliceBody[InstitutionBody]:
    tx.actor.require(permissions.VIEW)
    found = await queries.list_institutions(tx, page)
    return SliceBody(
        items=[InstitutionBody.of(each) for each in found.items], next_cursor=found.next_cursor
    )


@router.get("/institutions/{institution_id}", responses=problems(errors.InstitutionNotFound))
async def get_institution_endpoint(tx: TxDep, institution_id: UUID) -> InstitutionBody:
    tx.actor.require(permissions.VIEW)
    return InstitutionBody.of(await queries.get_institution(tx, OrganisationId(institution_id)))


@router.post(
    "/investors",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused, errors.AlreadyRegistered, errors.UsccTaken, errors.UsccNeeded, *USCC_ERRORS
    ),
)
async def register_investor_endpoint(tx: TxDep, body: InvestorRegistrationBody) -> InvestorBody:
    """The profile of one's own organisation."""
    return InvestorBody.of(await register_investor(tx, body.to_registration(tx.actor.organisation)))


@router.get("/investors/{investor_id}", responses=problems(errors.InvestorNotFound))
async def get_investor_endpoint(tx: TxDep, investor_id: UUID) -> InvestorBody:
    tx.actor.require(permissions.VIEW)
    return InvestorBody.of(await queries.get_investor(tx, OrganisationId(investor_id)))


@router.post(
    "/imports",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        errors.EnterpriseNotFound,
        errors.FileFormatUnknown,
        errors.FileEmpty,
        errors.FileTooLarge,
        ConsentMissing,
    ),
)
async def start_import_endpoint(tx: TxDep, body: ImportOrderBody) -> ImportBody:
    is_own = tx.actor.portal is Portal.ENTERPRISE
    own = EnterpriseId(tx.actor.organisation) if is_own else None
    return ImportBody.of(await start_import(tx, body.to_order(ImportId(new_id()), own)))


@router.get("/imports", responses=problems())
async def list_imports_endpoint(
    tx: TxDep, page: PageDep, status: ImportStatus | None = None
) -> SliceBody[ImportBody]:
    tx.actor.require(permissions.VIEW)
    found = await queries.list_imports(tx, page, status)
    return SliceBody(
        items=[ImportBody.of(each) for each in found.items], next_cursor=found.next_cursor
    )


@router.get("/imports/{import_id}", responses=problems(errors.ImportNotFound))
async def get_import_endpoint(tx: TxDep, import_id: UUID) -> ImportBody:
    """Cheap enough to be asked every second. `received_bytes` says where to go on sending."""
    tx.actor.require(permissions.VIEW)
    return ImportBody.of(await queries.get_import(tx, ImportId(import_id)))


@router.put(
    "/imports/{import_id}/bytes",
    openapi_extra=wire.UPLOAD_BODY,
    responses=problems(
        errors.ImportNotFound,
        errors.ImportEnded,
        errors.ContentComplete,
        errors.OffsetWrong,
        errors.PartTooLarge,
    ),
)
async def put_import_bytes_endpoint(
    request: Request, import_id: UUID, part: Annotated[wire.Part, Depends(wire.store_part)]
) -> ImportBody:
    """A part of the file, at most 8 MB, in order; `Content-Range: bytes 0-1023/4096`."""
    async with open_request_tx(request) as tx:
        received = await receive_part(tx, ImportId(import_id), part.starts_at, part.size)
        return ImportBody.of(received)


@router.post(
    "/imports/{import_id}/cancellation",
    dependencies=[ONCE],
    responses=problems(KeyReused, errors.ImportNotFound, errors.ImportEnded),
)
async def cancel_import_endpoint(tx: TxDep, import_id: UUID) -> ImportBody:
    return ImportBody.of(await cancel_import(tx, ImportId(import_id)))


@router.get("/imports/{import_id}/refused-lines", responses=problems(errors.ImportNotFound))
async def list_refused_lines_endpoint(
    tx: TxDep,
    import_id: UUID,
    after_line: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> RefusedLinesBody:
    tx.actor.require(permissions.VIEW)
    wanted = ImportId(import_id)
    lines = await queries.list_refused_lines(tx, wanted, limit + 1, after_line)
    header = (await queries.get_import(tx, wanted)).header
    return RefusedLinesBody(
        header=list(header),
        items=[RefusedLineBody.of(line) for line in lines[:limit]],
        more=len(lines) > limit,
    )


@router.get(
    "/imports/{import_id}/refused-lines.csv",
    response_class=StreamingResponse,
    responses=problems(errors.ImportNotFound),
)
async def download_refused_lines_endpoint(
    request: Request, import_id: UUID, locale: Literal["zh-CN", "en"] = "zh-CN"
) -> StreamingResponse:
    """Every refused line with its cells as they came, to be mended and sent again."""
    async with open_request_tx(request) as tx:
        tx.actor.require(permissions.VIEW)
        found = await queries.get_import(tx, ImportId(import_id))
    lines = wire.refused_lines_csv(request, found, locale)
    headers = wire.download_headers(found)
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=headers)

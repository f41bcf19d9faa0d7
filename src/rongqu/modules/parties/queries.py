"""Every SELECT of parties on profiles and imports; each sees only what the actor may see.

Those on invoices are in `invoice_queries.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, true

from rongqu.infra.keyset import read_page
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.ids import EnterpriseId, ImportId, OrganisationId, UserId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.kernel.pii import PersonName
from rongqu.kernel.uscc import Uscc
from rongqu.modules.parties import permissions, tables
from rongqu.modules.parties.errors import (
    EnterpriseNotFound,
    ImportNotFound,
    InstitutionNotFound,
    InvestorNotFound,
)
from rongqu.modules.parties.types import (
    Company,
    Direction,
    Enterprise,
    EnterpriseFilter,
    FinancialFigures,
    Import,
    ImportCounts,
    ImportStatus,
    Institution,
    InstitutionKind,
    Investor,
    InvestorKind,
    LineReason,
    PartyName,
    Purpose,
    RefusedLine,
)


def visible_to(actor: Actor, owner: ColumnElement[UUID]) -> ColumnElement[bool]:
    """The one place that says whose rows an actor sees: those of its own organisation, or all."""
    if actor.may(permissions.VIEW_EVERYWHERE):
        return true()
    return owner == actor.organisation


_latest = (
    select(tables.figures)
    .where(tables.figures.c.enterprise_id == tables.enterprise.c.id)
    .order_by(tables.figures.c.year.desc())
    .limit(1)
    .lateral("latest")
)
_enterprises = select(
    tables.enterprise,
    _latest.c.year,
    _latest.c.revenue_minor,
    _latest.c.net_assets_minor,
    _latest.c.net_profit_minor,
    _latest.c.total_liabilities_minor,
).outerjoin(_latest, true())


async def get_enterprise(tx: Tx, enterprise_id: EnterpriseId) -> Enterprise:
    """One's own, or any with `parties:view_everywhere`."""
    found = await _find_enterprise(
        tx, tables.enterprise.c.id == enterprise_id, visible_to(tx.actor, tables.enterprise.c.id)
    )
    if found is None:
        raise EnterpriseNotFound(enterprise_id=enterprise_id)
    return found


async def read_enterprise_for(tx: Tx, enterprise_id: EnterpriseId, purpose: Purpose) -> Enterprise:
    """For a higher room that has checked its own case; it names the purpose. Never for an
    endpoint of this room."""
    found = await _find_enterprise(tx, tables.enterprise.c.id == enterprise_id)
    if found is None:
        raise EnterpriseNotFound(enterprise_id=enterprise_id, purpose=purpose)
    return found


async def lock_enterprise(tx: Tx, enterprise_id: EnterpriseId) -> Enterprise:
    """For a change: of one's own enterprise, or of any with `parties:change_everywhere`."""
    mine = (
        true()
        if tx.actor.may(permissions.CHANGE_EVERYWHERE)
        else tables.enterprise.c.id == tx.actor.organisation
    )
    statement = _enterprises.where(tables.enterprise.c.id == enterprise_id, mine)
    locked = statement.with_for_update(of=tables.enterprise)
    row = (await tx.connection.execute(locked)).one_or_none()
    if row is None:
        raise EnterpriseNotFound(enterprise_id=enterprise_id)
    return to_enterprise(row)


async def find_enterprise_by_uscc(tx: Tx, uscc: Uscc) -> Enterprise | None:
    """None also for an enterprise that the actor may not see."""
    return await _find_enterprise(
        tx, tables.enterprise.c.uscc == uscc, visible_to(tx.actor, tables.enterprise.c.id)
    )


async def list_enterprises_by_uscc(tx: Tx, codes: Collection[Uscc]) -> tuple[Enterprise, ...]:
    """For a job of a higher room; those that are not registered are left out."""
    wanted = _enterprises.where(
        visible_to(tx.actor, tables.enterprise.c.id), tables.enterprise.c.uscc.in_(codes)
    )
    return tuple(to_enterprise(row) for row in await tx.connection.execute(wanted))


async def is_uscc_taken(tx: Tx, uscc: Uscc, by_other_than: OrganisationId) -> bool:
    """Says nothing of whom. A bank may borrow too: only enterprises are asked."""
    columns = tables.enterprise.c
    taken = select(columns.id).where(columns.uscc == uscc, columns.id != by_other_than).exists()
    return bool((await tx.connection.execute(select(taken))).scalar_one())


async def list_enterprises(
    tx: Tx, page: Page, wanted: EnterpriseFilter | None = None
) -> Slice[Enterprise]:
    columns = tables.enterprise.c
    statement = _enterprises.where(visible_to(tx.actor, columns.id), _matches(wanted))
    return await read_page(tx, statement, columns.id, page, to_enterprise)


async def find_companies(tx: Tx, codes: Collection[str]) -> dict[str, EnterpriseId]:
    """Code or alias in a file -> the enterprise. Internal: for imports of many companies."""
    columns = tables.enterprise.c
    known = select(columns.id, columns.uscc, columns.alias).where(
        or_(columns.uscc.in_(codes), columns.alias.in_(codes))
    )
    found: dict[str, EnterpriseId] = {}
    for row in await tx.connection.execute(known):
        found[row.uscc] = EnterpriseId(row.id)
        if row.alias is not None:
            found[row.alias] = EnterpriseId(row.id)
    return found


async def names_of_enterprise(tx: Tx, enterprise_id: EnterpriseId) -> frozenset[str]:
    """All codes under which a file may mean this enterprise."""
    columns = tables.enterprise.c
    wanted = select(columns.uscc, columns.alias).where(columns.id == enterprise_id)
    row = (await tx.connection.execute(wanted)).one()
    return frozenset({row.uscc, row.alias} - {None})


async def list_figures(tx: Tx, enterprise_id: EnterpriseId) -> tuple[FinancialFigures, ...]:
    """The latest year first; empty for an enterprise that the actor may not see."""
    columns = tables.figures.c
    stated = (
        select(tables.figures)
        .where(columns.enterprise_id == enterprise_id, visible_to(tx.actor, columns.enterprise_id))
        .order_by(columns.year.desc())
    )
    return tuple(to_figures(row) for row in await tx.connection.execute(stated))


async def get_institution(tx: Tx, institution_id: OrganisationId) -> Institution:
    """For everybody: who lends is public."""
    wanted = select(tables.institution).where(tables.institution.c.id == institution_id)
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise InstitutionNotFound(institution_id=institution_id)
    return to_institution(row)


async def find_company(tx: Tx, uscc: Uscc) -> Company | None:
    """An enterprise or an institution, whoever asks: who knows the number finds the name, as in the
    public register."""
    for table in (tables.enterprise, tables.institution):
        columns = table.c
        wanted = select(columns.id, columns.name, columns.uscc).where(columns.uscc == uscc)
        row = (await tx.connection.execute(wanted.limit(1))).one_or_none()
        if row is not None:
            return Company(id=OrganisationId(row.id), name=row.name, uscc=row.uscc)
    return None


async def list_institutions(tx: Tx, page: Page) -> Slice[Institution]:
    institutions = select(tables.institution)
    return await read_page(tx, institutions, tables.institution.c.id, page, to_institution)


async def get_investor(tx: Tx, investor_id: OrganisationId) -> Investor:
    columns = tables.investor.c
    wanted = select(tables.investor).where(
        columns.id == investor_id, visible_to(tx.actor, columns.id)
    )
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise InvestorNotFound(investor_id=investor_id)
    return to_investor(row)


async def list_party_names(tx: Tx, ids: Collection[UUID] | None = None) -> tuple[PartyName, ...]:
    """Internal: of these parties, or of all; for a higher room that compares names with lists."""
    found: list[PartyName] = []
    for kind, table in (("enterprise", tables.enterprise), ("institution", tables.institution)):
        wanted = select(table.c.id, table.c.name)
        rows = await tx.connection.execute(
            wanted if ids is None else wanted.where(table.c.id.in_(ids))
        )
        found += [
            PartyName(
                id=OrganisationId(row.id), kind=kind, name=PersonName(row.name), is_person=False
            )
            for row in rows
        ]
    columns = tables.investor.c
    investors = select(columns.id, columns.name, columns.kind)
    if ids is not None:
        investors = investors.where(columns.id.in_(ids))
    for row in await tx.connection.execute(investors):
        is_person = row.kind == InvestorKind.PERSON
        found.append(
            PartyName(
                id=OrganisationId(row.id), kind="investor", name=row.name, is_person=is_person
            )
        )
    return tuple(found)


async def get_import(tx: Tx, import_id: ImportId) -> Import:
    return await _one_import(tx, import_id, select(tables.invoice_import))


async def lock_import(tx: Tx, import_id: ImportId) -> Import:
    """For a change. Seeing an import is enough to continue it: staff help where they may look."""
    return await _one_import(tx, import_id, select(tables.invoice_import).with_for_update())


async def list_imports(tx: Tx, page: Page, status: ImportStatus | None = None) -> Slice[Import]:
    columns = tables.invoice_import.c
    statement = select(tables.invoice_import).where(visible_to(tx.actor, columns.organisation_id))
    if status is not None:
        statement = statement.where(columns.status == status)
    return await read_page(tx, statement, columns.id, page, to_import)


async def find_unended_import(tx: Tx, sha256: str, file_name: str) -> Import | None:
    """A file that was being taken in by the same organisation when the machine stopped."""
    columns = tables.invoice_import.c
    unended = (
        select(tables.invoice_import)
        .where(
            columns.sha256 == sha256,
            columns.file_name == file_name,
            columns.organisation_id == tx.actor.organisation,
            columns.ended_at.is_(None),
        )
        .order_by(columns.id)
        .limit(1)
    )
    row = (await tx.connection.execute(unended)).one_or_none()
    return None if row is None else to_import(row)


async def list_parts(tx: Tx, import_id: ImportId) -> tuple[int, ...]:
    """Where each part begins, in order."""
    columns = tables.import_part.c
    parts = select(columns.starts_at).where(columns.import_id == import_id)
    return tuple((await tx.connection.execute(parts.order_by(columns.starts_at))).scalars())


async def list_abandoned_uploads(tx: Tx, before: datetime) -> tuple[ImportId, ...]:
    """Announced before that instant, and still not complete. Internal."""
    columns = tables.invoice_import.c
    abandoned = select(columns.id).where(
        columns.status == ImportStatus.RECEIVING, columns.started_at < before
    )
    found = (await tx.connection.execute(abandoned.order_by(columns.id))).scalars()
    return tuple(ImportId(each) for each in found)


async def list_refused_lines(
    tx: Tx, import_id: ImportId, limit: int, after_line: int = 0
) -> tuple[RefusedLine, ...]:
    """Asks for the import first: whoever may not see it may not see its lines."""
    await get_import(tx, import_id)
    columns = tables.refused_line.c
    refused = (
        select(columns.line, columns.reason, columns.cells)
        .where(columns.import_id == import_id, columns.line > after_line)
        .order_by(columns.line)
        .limit(limit)
    )
    return tuple(
        RefusedLine(row.line, LineReason(row.reason), tuple(row.cells))
        for row in await tx.connection.execute(refused)
    )


async def list_shares(tx: Tx, import_id: ImportId) -> Sequence[tuple[EnterpriseId, ImportCounts]]:
    """What the import did for each enterprise. Internal."""
    columns = tables.import_share.c
    shares = select(tables.import_share).where(columns.import_id == import_id)
    return [
        (
            EnterpriseId(row.enterprise_id),
            ImportCounts(accepted=row.accepted, updated=row.updated, refused=row.refused),
        )
        for row in await tx.connection.execute(shares.order_by(columns.enterprise_id))
    ]


def to_enterprise(row: Row[Any]) -> Enterprise:
    return Enterprise(
        id=EnterpriseId(row.id),
        name=row.name,
        uscc=Uscc(row.uscc),
        industry_code=row.industry_code,
        region_code=row.region_code,
        founded_on=row.founded_on,
        registered_capital=Money(row.registered_capital_minor, row.currency),
        employees=row.employees,
        is_test=row.is_test,
        registered_at=row.registered_at,
        figures=None if row.year is None else to_figures(row),
    )


def to_figures(row: Row[Any]) -> FinancialFigures:
    return FinancialFigures(
        year=row.year,
        revenue=Money(row.revenue_minor, row.currency),
        net_assets=Money(row.net_assets_minor, row.currency),
        net_profit=Money(row.net_profit_minor, row.currency),
        total_liabilities=Money(row.total_liabilities_minor, row.currency),
    )


def to_institution(row: Row[Any]) -> Institution:
    return Institution(
        id=OrganisationId(row.id),
        name=row.name,
        kind=InstitutionKind(row.kind),
        uscc=Uscc(row.uscc),
        region_code=row.region_code,
    )


def to_investor(row: Row[Any]) -> Investor:
    return Investor(
        id=OrganisationId(row.id),
        name=row.name,
        kind=InvestorKind(row.kind),
        uscc=None if row.uscc is None else Uscc(row.uscc),
    )


def to_import(row: Row[Any]) -> Import:
    reasons = {LineReason(reason): count for reason, count in row.refused_by_reason.items()}
    return Import(
        id=ImportId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        enterprise_id=None if row.enterprise_id is None else EnterpriseId(row.enterprise_id),
        direction=None if row.direction is None else Direction(row.direction),
        file_name=row.file_name,
        size=row.size,
        sha256=row.sha256,
        received=row.received,
        status=ImportStatus(row.status),
        refusal_code=row.refusal_code,
        refusal_params=row.refusal_params,
        total_lines=row.total_lines,
        counts=ImportCounts(
            lines=row.lines,
            accepted=row.accepted,
            updated=row.updated,
            already_there=row.already_there,
            repeated=row.repeated,
            refused=row.refused,
        ),
        refused_by_reason=reasons,
        first_on=row.first_on,
        last_on=row.last_on,
        header=tuple(row.header),
        started_by=UserId(row.started_by),
        started_at=row.started_at,
        ended_at=row.ended_at,
    )


def _matches(wanted: EnterpriseFilter | None) -> ColumnElement[bool]:
    columns = tables.enterprise.c
    if wanted is None:
        return true()
    conditions: list[ColumnElement[bool]] = [true()]
    if wanted.region_code is not None:
        prefix = wanted.region_code
        prefix = prefix[:2] if prefix.endswith("0000") else prefix
        conditions.append(columns.region_code.startswith(prefix, autoescape=True))
    if wanted.industry_code is not None:
        conditions.append(columns.industry_code.startswith(wanted.industry_code, autoescape=True))
    if wanted.words:
        in_name = func.lower(columns.name).contains(wanted.words.lower(), autoescape=True)
        conditions.append(or_(in_name, columns.uscc == wanted.words.upper()))
    return and_(*conditions)


async def _find_enterprise(tx: Tx, *conditions: ColumnElement[bool]) -> Enterprise | None:
    row = (await tx.connection.execute(_enterprises.where(*conditions))).one_or_none()
    return None if row is None else to_enterprise(row)


async def _one_import(tx: Tx, import_id: ImportId, statement: Select[Any]) -> Import:
    columns = tables.invoice_import.c
    wanted = statement.where(columns.id == import_id, visible_to(tx.actor, columns.organisation_id))
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise ImportNotFound(import_id=import_id)
    return to_import(row)

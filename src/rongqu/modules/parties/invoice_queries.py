"""Every SELECT on invoices. The doors take a purpose: see `Purpose`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Row,
    Select,
    and_,
    func,
    literal,
    select,
    text,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import JSONB

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId, InvoiceId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.parties import permissions, tables
from rongqu.modules.parties.errors import EnterpriseNotFound
from rongqu.modules.parties.types import (
    Concentration,
    Direction,
    Invoice,
    InvoiceFilter,
    InvoiceMonth,
    InvoiceProfile,
    InvoiceStatus,
    Partner,
    Purpose,
)

COUNTED = (InvoiceStatus.VALID, InvoiceStatus.OFFSET)
"""What sums are made of. A red-letter invoice is valid and negative: it takes the other back."""

YUAN = "CNY"

_PROFILE = text("""
    WITH by_partner AS (
        SELECT direction, partner_id, sum(net_minor) AS net_minor,
               min(issued_on) AS first_on, max(issued_on) AS last_on
        FROM parties.invoice
        WHERE enterprise_id = :enterprise_id AND status IN ('valid', 'offset')
        GROUP BY direction, partner_id
    ), ranked AS (
        SELECT direction, net_minor,
               row_number() OVER (PARTITION BY direction ORDER BY net_minor DESC) AS place,
               sum(net_minor) OVER (PARTITION BY direction) AS total_minor
        FROM by_partner WHERE net_minor > 0
    ), by_direction AS (
        SELECT direction,
               count(*) AS partner_count,
               sum(net_minor)::bigint AS total_minor,
               max(net_minor)::bigint AS largest_minor,
               coalesce(sum(net_minor) FILTER (WHERE place <= 5), 0)::bigint AS largest_five_minor,
               round(sum((net_minor / total_minor) ^ 2), 6)::text AS herfindahl
        FROM ranked GROUP BY direction
    ), by_month AS (
        SELECT month, direction, net_minor, tax_minor, invoice_count, void_count, red_count
        FROM parties.invoice_month WHERE enterprise_id = :enterprise_id
    )
    SELECT (SELECT coalesce(jsonb_agg(to_jsonb(by_direction)), '[]') FROM by_direction) AS shares,
           (SELECT coalesce(jsonb_agg(to_jsonb(by_month) ORDER BY month, direction), '[]')
            FROM by_month) AS months,
           (SELECT min(first_on) FROM by_partner) AS first_on,
           (SELECT max(last_on) FROM by_partner) AS last_on
""").columns(
    shares=JSONB[list[dict[str, Any]]](),
    months=JSONB[list[dict[str, Any]]](),
    first_on=Date(),
    last_on=Date(),
)


async def list_invoice_months(
    tx: Tx, enterprise_id: EnterpriseId, *, purpose: Purpose | None = None
) -> tuple[InvoiceMonth, ...]:
    """By month, input before output. Empty when nothing was imported."""
    _check_sight(tx, enterprise_id, purpose)
    columns = tables.invoice_month.c
    months = (
        select(tables.invoice_month)
        .where(columns.enterprise_id == enterprise_id)
        .order_by(columns.month, columns.direction)
    )
    return tuple(to_month(row) for row in await tx.connection.execute(months))


async def top_partners(
    tx: Tx,
    enterprise_id: EnterpriseId,
    direction: Direction,
    limit: int = 10,
    *,
    purpose: Purpose | None = None,
) -> tuple[Partner, ...]:
    """Largest net sum first, over all time; partners without a name or code are left out."""
    _check_sight(tx, enterprise_id, purpose)
    sums = _sums_by_partner(enterprise_id).where(tables.invoice.c.direction == direction).subquery()
    columns = tables.partner.c
    partners = (
        select(columns.code, columns.name, sums.c.net_minor, sums.c.invoice_count, sums.c.last_on)
        .join(sums, sums.c.partner_id == columns.id)
        .where(columns.code != "")
        .order_by(sums.c.net_minor.desc(), columns.code)
        .limit(limit)
    )
    return tuple(
        Partner(
            code=row.code,
            name=row.name,
            net=Money(int(row.net_minor), YUAN),
            count=row.invoice_count,
            last_on=row.last_on,
        )
        for row in await tx.connection.execute(partners)
    )


async def find_sales_invoices(
    tx: Tx, enterprise_id: EnterpriseId, numbers: Collection[str], *, purpose: Purpose | None = None
) -> tuple[Invoice, ...]:
    """Those of the numbers that the enterprise's own tax data hold as sales."""
    _check_sight(tx, enterprise_id, purpose)
    columns = tables.invoice.c
    wanted = (
        select(tables.invoice, tables.partner.c.code.label("partner_code"), tables.partner.c.name)
        .join(tables.partner, tables.partner.c.id == columns.partner_id)
        .where(
            columns.enterprise_id == enterprise_id,
            columns.direction == Direction.OUTPUT,
            columns.number.in_(numbers),
        )
    )
    return tuple(to_invoice(row) for row in await tx.connection.execute(wanted))


async def read_invoice_profile(
    tx: Tx, enterprise_id: EnterpriseId, *, purpose: Purpose | None = None
) -> InvoiceProfile:
    """Months, concentration and span in one statement, and so of one instant."""
    _check_sight(tx, enterprise_id, purpose)
    row = (await tx.connection.execute(_PROFILE, {"enterprise_id": enterprise_id})).one()
    shares = {share["direction"]: share for share in row.shares}
    return InvoiceProfile(
        enterprise_id=enterprise_id,
        months=tuple(_month_of_json(month) for month in row.months),
        output=_concentration(shares.get(Direction.OUTPUT)),
        input=_concentration(shares.get(Direction.INPUT)),
        first_on=row.first_on,
        last_on=row.last_on,
    )


async def list_invoices(
    tx: Tx, enterprise_id: EnterpriseId, page: Page, wanted: InvoiceFilter
) -> Slice[Invoice]:
    """Newest day first. The cursor names the last invoice seen."""
    _check_sight(tx, enterprise_id, None)
    columns = tables.invoice.c
    statement = (
        select(tables.invoice, tables.partner.c.code.label("partner_code"), tables.partner.c.name)
        .join(tables.partner, tables.partner.c.id == columns.partner_id)
        .where(columns.enterprise_id == enterprise_id, _matches(wanted))
    )
    if page.after is not None:
        last_day = (
            select(columns.issued_on)
            .where(columns.id == page.after, columns.enterprise_id == enterprise_id)
            .scalar_subquery()
        )
        seen = tuple_(last_day, literal(page.after))
        statement = statement.where(tuple_(columns.issued_on, columns.id) < seen)
    newest = statement.order_by(columns.issued_on.desc(), columns.id.desc())
    rows = (await tx.connection.execute(newest.limit(page.limit + 1))).all()
    return Slice[Invoice].of([(row.id, to_invoice(row)) for row in rows], page.limit)


def to_month(row: Row[Any]) -> InvoiceMonth:
    return InvoiceMonth(
        month=row.month,
        direction=Direction(row.direction),
        net=Money(row.net_minor, YUAN),
        tax=Money(row.tax_minor, YUAN),
        count=row.invoice_count,
        void_count=row.void_count,
        red_count=row.red_count,
    )


def to_invoice(row: Row[Any]) -> Invoice:
    return Invoice(
        id=InvoiceId(row.id),
        direction=Direction(row.direction),
        code=row.code,
        number=row.number,
        issued_on=row.issued_on,
        partner=row.name,
        partner_code=row.partner_code,
        net=Money(row.net_minor, YUAN),
        tax=Money(row.tax_minor, YUAN),
        status=InvoiceStatus(row.status),
    )


def _check_sight(tx: Tx, enterprise_id: EnterpriseId, purpose: Purpose | None) -> None:
    """A purpose says that the calling room has checked its own case."""
    own = tx.actor.organisation == enterprise_id
    if not own and purpose is None and not tx.actor.may(permissions.VIEW_EVERYWHERE):
        raise EnterpriseNotFound(enterprise_id=enterprise_id)


def _matches(wanted: InvoiceFilter) -> ColumnElement[bool]:
    columns = tables.invoice.c
    conditions: list[ColumnElement[bool]] = [true()]
    if wanted.direction is not None:
        conditions.append(columns.direction == wanted.direction)
    if wanted.status is not None:
        conditions.append(columns.status == wanted.status)
    if wanted.from_day is not None:
        conditions.append(columns.issued_on >= wanted.from_day)
    if wanted.until_day is not None:
        conditions.append(columns.issued_on <= wanted.until_day)
    if wanted.only_red:
        conditions.append(columns.net_minor < 0)
    return and_(*conditions)


def _sums_by_partner(enterprise_id: EnterpriseId) -> Select[int, int, int, date]:
    columns = tables.invoice.c
    return (
        select(
            columns.partner_id,
            func.sum(columns.net_minor).label("net_minor"),
            func.count().label("invoice_count"),
            func.max(columns.issued_on).label("last_on"),
        )
        .where(columns.enterprise_id == enterprise_id, columns.status.in_(COUNTED))
        .group_by(columns.partner_id)
    )


def _month_of_json(month: Mapping[str, Any]) -> InvoiceMonth:
    return InvoiceMonth(
        month=date.fromisoformat(month["month"]),
        direction=Direction(month["direction"]),
        net=Money(month["net_minor"], YUAN),
        tax=Money(month["tax_minor"], YUAN),
        count=month["invoice_count"],
        void_count=month["void_count"],
        red_count=month["red_count"],
    )


def _concentration(share: Mapping[str, Any] | None) -> Concentration:
    if share is None:
        nothing = Money.zero(YUAN)
        return Concentration(
            partner_count=0,
            total=nothing,
            largest=nothing,
            largest_five=nothing,
            herfindahl=Decimal(0),
        )
    return Concentration(
        partner_count=share["partner_count"],
        total=Money(share["total_minor"], YUAN),
        largest=Money(share["largest_minor"], YUAN),
        largest_five=Money(share["largest_five_minor"], YUAN),
        herfindahl=Decimal(share["herfindahl"]),
    )

"""Every SELECT of related."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Row, Uuid, cast, func, literal, or_, select

from rongqu.infra.policies import read_policies_on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId, UserId
from rongqu.kernel.money import Money
from rongqu.modules.related import tables
from rongqu.modules.related.errors import DebtNotFound, LinkNotFound
from rongqu.modules.related.rules import WITH_SHARE
from rongqu.modules.related.types import Debt, DebtSource, Group, Link, LinkKind

LINK, MEMBER, DEBT = tables.link.c, tables.member.c, tables.debt.c


async def find_group(tx: Tx, enterprise_id: EnterpriseId) -> Group:
    """In the order of their ids; a company without links is alone in its group."""
    own = select(MEMBER.group_id).where(MEMBER.enterprise_id == enterprise_id).scalar_subquery()
    together = select(MEMBER.group_id, MEMBER.enterprise_id).where(MEMBER.group_id == own)
    rows = (await tx.connection.execute(together.order_by(MEMBER.enterprise_id))).all()
    if not rows:
        return Group(id=enterprise_id, members=(enterprise_id,))
    members = tuple(EnterpriseId(row.enterprise_id) for row in rows)
    return Group(id=EnterpriseId(rows[0].group_id), members=members)


async def sum_debts(tx: Tx, companies: Collection[EnterpriseId], currency: str) -> Money:
    """Owed outside of the platform by all of them together; whose, the caller need not see."""
    ids = cast(literal(list(companies), ARRAY(Uuid)), ARRAY(Uuid))
    owed = select(func.related.owed_elsewhere(ids, currency))
    return Money(int((await tx.connection.execute(owed)).scalar_one()), currency)


async def list_links(tx: Tx, companies: Collection[UUID]) -> tuple[Link, ...]:
    """In force, that begin or end at one of them; the oldest first."""
    found = (
        select(tables.link)
        .where(
            LINK.ended_at.is_(None),
            or_(LINK.left_id.in_(companies), LINK.right_id.in_(companies)),
        )
        .order_by(LINK.noted_at, LINK.id)
    )
    return tuple(to_link(row) for row in await tx.connection.execute(found))


async def lock_link(tx: Tx, link_id: UUID) -> Link:
    found = select(tables.link).where(LINK.id == link_id).with_for_update()
    row = (await tx.connection.execute(found)).one_or_none()
    if row is None:
        raise LinkNotFound(link_id=link_id)
    return to_link(row)


async def list_debts(tx: Tx, enterprise_id: EnterpriseId) -> tuple[Debt, ...]:
    """Not settled ones, the latest first."""
    found = (
        select(tables.debt)
        .where(DEBT.enterprise_id == enterprise_id, DEBT.settled_at.is_(None))
        .order_by(DEBT.noted_at.desc(), DEBT.id)
    )
    return tuple(to_debt(row) for row in await tx.connection.execute(found))


async def lock_debt(tx: Tx, debt_id: UUID) -> Debt:
    found = select(tables.debt).where(DEBT.id == debt_id).with_for_update()
    row = (await tx.connection.execute(found)).one_or_none()
    if row is None:
        raise DebtNotFound(debt_id=debt_id)
    return to_debt(row)


async def read_least_shares(tx: Tx) -> dict[LinkKind, Decimal]:
    """From which share on ownership and dependence count."""
    keys = {kind: f"related.{kind}_share" for kind in WITH_SHARE}
    values = await read_policies_on(tx, keys.values(), tx.business_date)
    return {kind: values[key] for kind, key in keys.items()}


def to_link(row: Row[*tuple[Any, ...]]) -> Link:
    return Link(
        id=row.id,
        left=EnterpriseId(row.left_id),
        right=EnterpriseId(row.right_id),
        kind=LinkKind(row.kind),
        share=row.share,
        evidence=row.evidence,
        noted_by=UserId(row.noted_by),
        noted_at=row.noted_at,
        ended_at=row.ended_at,
    )


def to_debt(row: Row[*tuple[Any, ...]]) -> Debt:
    return Debt(
        id=row.id,
        enterprise_id=EnterpriseId(row.enterprise_id),
        lender=row.lender,
        source=DebtSource(row.source),
        amount=Money(row.amount_minor, row.currency),
        as_of=row.as_of,
        noted_by=UserId(row.noted_by),
        noted_at=row.noted_at,
        settled_at=row.settled_at,
    )

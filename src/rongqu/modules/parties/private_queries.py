"""Who stands for a company and where its money goes: its own people and staff, masked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from rongqu.infra.blind_index import blind_index
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.kernel.pii import IdNumber, Pii
from rongqu.modules.parties import private_tables as tables
from rongqu.modules.parties.errors import EnterpriseNotFound
from rongqu.modules.parties.private_types import (
    AccountKind,
    BankAccount,
    PrivateFacts,
    PrivatePart,
    Representative,
)
from rongqu.modules.parties.queries import get_enterprise


def digest_of(number: Pii) -> bytes:
    """For exact search: the same number gives the same digest under the platform's key."""
    return blind_index(f"parties.{type(number).__name__}", number.reveal().encode())


async def get_private_facts(tx: Tx, enterprise_id: EnterpriseId) -> PrivateFacts:
    await get_enterprise(tx, enterprise_id)
    people, accounts = tables.representative, tables.bank_account
    person = (
        await tx.connection.execute(select(people).where(people.c.enterprise_id == enterprise_id))
    ).one_or_none()
    account = (
        await tx.connection.execute(
            select(accounts).where(accounts.c.enterprise_id == enterprise_id)
        )
    ).one_or_none()
    stated: list[datetime] = [row.stated_at for row in (person, account) if row is not None]
    return PrivateFacts(
        enterprise_id=enterprise_id,
        representative=None
        if person is None
        else Representative(name=person.name, id_number=person.id_number),
        bank_account=None
        if account is None
        else BankAccount(bank=account.bank, kind=AccountKind(account.kind), number=account.number),
        stated_at=max(stated, default=None),
    )


async def get_private_part(tx: Tx, enterprise_id: EnterpriseId, part: PrivatePart) -> Pii:
    """Raises EnterpriseNotFound also for what was never stated: both look the same."""
    facts = await get_private_facts(tx, enterprise_id)
    person, account = facts.representative, facts.bank_account
    found: dict[PrivatePart, Pii | None] = {
        PrivatePart.NAME: person and person.name,
        PrivatePart.ID_NUMBER: person and person.id_number,
        PrivatePart.ACCOUNT: account and account.number,
    }
    value = found[part]
    if value is None:
        raise EnterpriseNotFound(enterprise_id=enterprise_id)
    return value


async def find_represented_by(tx: Tx, id_number: IdNumber) -> tuple[EnterpriseId, ...]:
    """The companies for which the holder of exactly this number stands."""
    columns = tables.representative.c
    theirs = select(columns.enterprise_id).where(columns.id_digest == digest_of(id_number))
    rows = await tx.connection.execute(theirs.order_by(columns.enterprise_id))
    return tuple(EnterpriseId(each) for each in rows.scalars())

"""Register an investor 投资者: a person or a company."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.parties import InvestorRegistered
from rongqu.infra.tx import Tx
from rongqu.modules.parties import permissions, queries, rules, tables
from rongqu.modules.parties.errors import AlreadyRegistered, InvestorNotFound, UsccTaken
from rongqu.modules.parties.types import Investor, InvestorRegistration


async def register_investor(tx: Tx, registration: InvestorRegistration) -> Investor:
    tx.actor.require(permissions.REGISTER_INVESTOR)
    rules.check_acts_for(tx.actor, registration.id)
    uscc = rules.read_investor_uscc(registration.kind, registration.uscc)

    inserted = await tx.connection.execute(
        insert(tables.investor)
        .values(
            id=registration.id,
            name=registration.name,
            kind=registration.kind,
            uscc=uscc,
            registered_at=tx.now,
        )
        .on_conflict_do_nothing()
    )
    if inserted.rowcount == 0:
        raise await _why_not(tx, registration)

    await tx.publish(InvestorRegistered(subject_id=registration.id, parties=(registration.id,)))
    return await queries.get_investor(tx, registration.id)


async def _why_not(tx: Tx, registration: InvestorRegistration) -> AlreadyRegistered | UsccTaken:
    try:
        await queries.get_investor(tx, registration.id)
    except InvestorNotFound:
        return UsccTaken(uscc=registration.uscc)
    return AlreadyRegistered(investor_id=registration.id)

"""An issuer proposes an exit: the most that it can cost is set aside, and holders are asked."""

from __future__ import annotations

from sqlalchemy import insert

from rongqu.events.exits import ExitProposed
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId, HoldId, new_id
from rongqu.modules.compliance.public import Ask, ask_approval
from rongqu.modules.exits import permissions, queries, rules, tables
from rongqu.modules.exits.errors import ExitUnderWay
from rongqu.modules.exits.types import (
    Exit,
    ExitKind,
    ExitStatus,
    Ground,
    Line,
    Liquidation,
    NewExit,
    Prepared,
    Sale,
    Tender,
)
from rongqu.modules.investing.public import (
    NotActive,
    NotEnoughMoney,
    Offering,
    OfferingStatus,
    list_holders,
    lock_own_offering,
)
from rongqu.modules.ledger.public import (
    Account,
    AccountCode,
    NewHold,
    lock_available,
    place_hold,
)

PAY_LIQUIDATION = "exits.pay_liquidation"


async def propose_exit(tx: Tx, wished: NewExit) -> Exit:
    """Of the actor's own offering, one at a time. What it brings is computed now, and binds."""
    tx.actor.require(permissions.PROPOSE)
    currency = _currency_of(wished.terms)
    available = await lock_available(
        tx, Account(AccountCode.CUSTODY, tx.actor.organisation), currency
    )
    offering = await lock_own_offering(tx, wished.offering_id)
    if (known := await queries.find_exit(tx, wished.id)) is not None:
        rules.check_same(wished, known)
        return known
    if offering.status is not OfferingStatus.ACTIVE or offering.starts_on is None:
        raise NotActive(status=offering.status)
    if await queries.has_exit_under_way(tx, offering.id):
        raise ExitUnderWay(offering_id=offering.id)
    ground = Ground(
        holders=await list_holders(tx, offering.id),
        outstanding=offering.outstanding,
        since=offering.fee_through or offering.starts_on,
        day=tx.business_date,
    )
    rules.check_exit(wished, ground, await queries.read_exit_policy(tx), tx.now)
    made = rules.prepare(wished.terms, ground)
    if available < made.amount:
        missing = made.amount - available
        raise NotEnoughMoney(available=available, needed=made.amount, missing=missing)

    await _set_aside(tx, offering, wished, made)
    await _insert(tx, offering, wished, made)
    await _ask(tx, wished, made)

    await tx.publish(
        ExitProposed(
            subject_id=wished.id,
            parties=(offering.issuer_id, *ground.holders),
            offering_id=offering.id,
            title=offering.title,
            kind=wished.kind,
            units=made.units,
            amount=made.amount,
        )
    )
    return await queries.get_exit(tx, wished.id)


def _currency_of(terms: Tender | Sale) -> str:
    return terms.units.currency if isinstance(terms, Tender) else terms.proceeds.currency


async def _set_aside(tx: Tx, offering: Offering, wished: NewExit, made: Prepared) -> None:
    if made.amount.is_zero():
        return
    await place_hold(
        tx,
        NewHold(
            id=HoldId(wished.id),
            account=Account(AccountCode.CUSTODY, offering.issuer_id),
            amount=made.amount,
            reference=f"exits.exit:{wished.id}",
        ),
    )


async def _insert(tx: Tx, offering: Offering, wished: NewExit, made: Prepared) -> None:
    is_liquidation = wished.kind is ExitKind.LIQUIDATION
    terms = wished.terms
    await tx.connection.execute(
        insert(tables.exit_).values(
            id=wished.id,
            offering_id=offering.id,
            issuer_id=offering.issuer_id,
            kind=wished.kind,
            why=wished.why,
            currency=made.amount.currency,
            price=terms.price if isinstance(terms, Tender) else None,
            proceeds_minor=terms.proceeds.minor if isinstance(terms, Sale) else None,
            units_minor=made.units.minor,
            amount_minor=made.amount.minor,
            lines=[_written(line) for line in made.lines],
            hold_id=None if made.amount.is_zero() else wished.id,
            status=ExitStatus.APPROVING if is_liquidation else ExitStatus.ASKING,
            proposed_by=tx.actor.id,
            proposed_at=tx.now,
            closes_at=None if is_liquidation else wished.closes_at,
        )
    )


def _written(line: Line) -> dict[str, object]:
    return {
        "kind": line.kind,
        "name": line.name,
        "rank": line.rank,
        "owed_minor": None if line.owed is None else line.owed.minor,
        "paid_minor": line.paid.minor,
    }


async def _ask(tx: Tx, wished: NewExit, made: Prepared) -> None:
    """The holders; of a liquidation, whose order the law gives, a second person."""
    if wished.kind is ExitKind.LIQUIDATION:
        await ask_approval(
            tx,
            Ask(
                id=ApprovalId(new_id()),
                command=PAY_LIQUIDATION,
                subject=str(wished.id),
                content=Liquidation(exit_id=wished.id, offering_id=wished.offering_id),
                reason=wished.why,
            ),
        )
        return
    rows = [
        {
            "exit_id": wished.id,
            "investor_id": who,
            "currency": units.currency,
            "units_minor": units.minor,
            "is_counted": False,
        }
        for who, units in made.offered.items()
    ]
    await tx.connection.execute(insert(tables.answer), rows)

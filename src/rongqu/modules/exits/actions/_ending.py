"""An exit is paid, or lapses: both free the money that was set aside."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import update

from rongqu.events.exits import ExitDecided
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.exits import queries, tables
from rongqu.modules.exits.types import Exit, ExitKind, ExitStatus, Lapse
from rongqu.modules.investing.public import (
    BuyBack,
    Closing,
    OfferingStatus,
    buy_back,
    close_holdings,
    get_offering,
    list_holders,
)
from rongqu.modules.ledger.public import void_hold

Wanted = Mapping[OrganisationId, Money]


async def pay(tx: Tx, found: Exit, wanted: Wanted) -> ExitDecided:
    """Of one that is locked and agreed; `wanted`: who accepted a buy-back, and how much. Returns
    the news, for the action to publish. If something was paid back meanwhile, it lapses."""
    offering = await get_offering(tx, found.offering_id)
    if offering.status is not OfferingStatus.ACTIVE:
        return await lapse(tx, found, Lapse.CHANGED)
    if found.kind is not ExitKind.BUY_BACK and offering.outstanding != found.units:
        return await lapse(tx, found, Lapse.CHANGED)
    asked = await list_holders(tx, found.offering_id)
    if found.hold_id is not None:
        await void_hold(tx, found.hold_id)
    if found.kind is not ExitKind.BUY_BACK:
        await close_holdings(tx, Closing(id=found.id, offering_id=offering.id, amount=found.amount))
    elif (await _buy(tx, found, wanted)).is_zero():
        return await _lapsed(tx, found, Lapse.CHANGED, tuple(asked))
    await _change(tx, found, status=ExitStatus.PAYING)
    return _news(found, offering.title, tuple(asked), is_agreed=True)


async def _buy(tx: Tx, found: Exit, wanted: Wanted) -> Money:
    assert found.price is not None
    wished = BuyBack(id=found.id, offering_id=found.offering_id, price=found.price, wanted=wanted)
    return await buy_back(tx, wished)


async def lapse(tx: Tx, found: Exit, why: Lapse) -> ExitDecided:
    """Of one that is locked, before it was paid. Returns the news, for the action to publish."""
    if found.hold_id is not None:
        await void_hold(tx, found.hold_id)
    asked = await queries.list_asked(tx, found.id) or tuple(
        await list_holders(tx, found.offering_id)
    )
    return await _lapsed(tx, found, why, asked)


async def _lapsed(
    tx: Tx, found: Exit, why: Lapse, asked: tuple[OrganisationId, ...]
) -> ExitDecided:
    await _change(tx, found, status=ExitStatus.LAPSED, lapse=why, ended_at=tx.now)
    offering = await get_offering(tx, found.offering_id)
    return _news(found, offering.title, asked, is_agreed=False)


async def _change(tx: Tx, found: Exit, **values: object) -> None:
    await tx.connection.execute(
        update(tables.exit_).where(tables.exit_.c.id == found.id).values(**values)
    )


def _news(
    found: Exit, title: str, asked: tuple[OrganisationId, ...], *, is_agreed: bool
) -> ExitDecided:
    return ExitDecided(
        subject_id=found.id,
        parties=(found.issuer_id, *asked),
        offering_id=found.offering_id,
        title=title,
        kind=found.kind,
        is_agreed=is_agreed,
    )

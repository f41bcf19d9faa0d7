"""Applications that are too large for one lender alone: one with a partner that has agreed and one
that has not answered yet, one whose partner refused."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import islice

from rongqu.demo.borrowers import Case
from rongqu.demo.cast import Cast, Lender
from rongqu.demo.world import World
from rongqu.kernel.ids import new_id
from rongqu.kernel.money import Rounding
from rongqu.modules.colending.public import (
    NewShare,
    ShareId,
    ShareRefusal,
    answer_share,
    invite_partner,
)
from rongqu.modules.origination.public import Stage, get_application

WITH_THE_LENDER = frozenset({Stage.REVIEW, Stage.DUE_DILIGENCE, Stage.APPROVAL})
PART = Decimal("0.3")
NOTE = "经营稳定，开票连续；已实地走访。拟由两家共同出资，按份额分担风险。"
ANSWERS = (("accepted", "waiting"), ("refused",))
"""Of the partners of the first application, and of the second."""


async def invite_partners(world: World, cast: Cast, cases: Iterable[Case]) -> None:
    waiting = [case for case in cases if case.stage in WITH_THE_LENDER]
    for case, answers in zip(waiting, ANSWERS, strict=False):
        lead = case.product.lender
        others = (each for each in cast.lenders if each.id != lead.id)
        for partner, answer in zip(islice(others, len(answers)), answers, strict=True):
            await _invite(world, case, partner, answer)
    await world.settle()


async def _invite(world: World, case: Case, partner: Lender, answer: str) -> None:
    share_id = ShareId(new_id())
    async with world.act(case.product.lender.officer) as tx:
        asked = (await get_application(tx, case.id)).asked
        new = NewShare(
            id=share_id,
            application_id=case.id,
            partner_id=partner.id,
            amount=asked.times(PART, Rounding.DOWN),
            note=NOTE,
        )
        await invite_partner(tx, new)
    if answer != "waiting":
        async with world.act(partner.approver) as tx:
            refusal = ShareRefusal.FUNDS if answer == "refused" else None
            await answer_share(tx, share_id, refusal)

"""Whether an amount may be approved: above the policy's a committee has to have agreed to it."""

from __future__ import annotations

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.kernel.money import Money, Rounding
from rongqu.modules.diligence import queries, rules
from rongqu.modules.diligence.errors import CommitteeNeeded


async def read_committee_line(tx: Tx) -> Money:
    yuan = await read_policy(tx, "diligence.committee_above")
    return Money(100, "CNY").times(yuan, Rounding.HALF_UP)


async def check_committee_agreed(tx: Tx, application_id: ApplicationId, amount: Money) -> None:
    """For the room that approves. What was agreed to for less does not count for more."""
    line = await read_committee_line(tx)
    if amount <= line:
        return
    passed = rules.largest_passed(await queries.list_passed(tx, application_id))
    if passed is None or passed.amount < amount:
        agreed = Money.zero(amount.currency) if passed is None else passed.amount
        raise CommitteeNeeded(above=line, agreed=agreed)

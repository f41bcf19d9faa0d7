"""The approval fixes who funds how much; for the room that approves."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.kernel.money import Money
from rongqu.modules.colending import queries, rules, tables
from rongqu.modules.colending.keeping import keep_case
from rongqu.modules.colending.types import Case, CaseState

CASE = tables.case_file.c


async def fix_shares(tx: Tx, case: Case, amount: Money) -> None:
    """In the transaction of the approval: refused while a partner has not answered, or if the lead
    would keep too little. From now on nobody is invited or let go."""
    await keep_case(tx, case)
    shares = await queries.lock_shares(tx, case.application_id)
    least = await read_policy(tx, "colending.least_lead_share")
    rules.check_can_approve(case, amount, shares, least)


async def reopen_shares(tx: Tx, application_id: ApplicationId) -> None:
    """In the transaction that takes an approval back: partners stay, and may be changed again."""
    decided = (CASE.application_id == application_id, CASE.state == CaseState.DECIDED)
    await tx.connection.execute(
        update(tables.case_file).where(*decided).values(state=CaseState.OPEN)
    )

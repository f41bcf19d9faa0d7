"""Ask for a change of a loan: money from others, more time, a new deal, a loss, or taking back."""

from __future__ import annotations

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId, ContractId, UserId, new_id
from rongqu.modules.compliance.public import Approval, Ask, ask_approval
from rongqu.modules.contracts.public import get_contract
from rongqu.modules.servicing import permissions, queries, rules
from rongqu.modules.servicing.actions._history import preview_fact, preview_without
from rongqu.modules.servicing.settlement import LoanState
from rongqu.modules.servicing.types import ChangeWish, Fact, FactKind, Loan

CHANGE_LOAN = "servicing.change_loan"
"""The stored command; `handlers.py` says what it does."""


async def ask_change(tx: Tx, wish: ChangeWish, reason: str) -> Approval:
    """Tried out first: a change that is not possible today is refused before anybody is asked.
    Asking publishes `compliance.approval_asked`; what is done then, `change_loan` publishes."""
    tx.actor.require(permissions.CHANGE_LOAN)
    loan = await queries.lock_loan(tx, wish.loan_id)
    await preview_change(tx, loan, wish)

    ask = Ask(
        id=ApprovalId(new_id()),
        command=CHANGE_LOAN,
        subject=str(loan.id),
        content=wish,
        reason=reason,
    )
    return await ask_approval(tx, ask)


async def preview_change(tx: Tx, loan: Loan, wish: ChangeWish) -> LoanState:
    """The loan as it would be."""
    if wish.cancels is not None:
        return await _without(tx, loan, wish)
    await check_limits(tx, loan, wish)
    return await preview_fact(tx, loan, as_fact(tx, wish, ""))


async def check_limits(tx: Tx, loan: Loan, wish: ChangeWish) -> None:
    """What the kind needs is there; extensions have an end."""
    rules.check_content(wish.kind, wish.content, loan.principal.currency)
    if wish.kind is not FactKind.EXTENSION:
        return
    contract = await get_contract(tx, ContractId(loan.id))
    limits = rules.ExtensionLimits(
        short_share=await read_policy(tx, "servicing.extension_short_share"),
        medium_share=await read_policy(tx, "servicing.extension_medium_share"),
        long_months=int(await read_policy(tx, "servicing.extension_long_months")),
    )
    rules.check_extension(loan, contract.term_months, wish.content.months or 0, limits)


def as_fact(tx: Tx, wish: ChangeWish, reason: str) -> Fact:
    return Fact(
        id=wish.id,
        loan_id=wish.loan_id,
        kind=wish.kind,
        counts_on=wish.counts_on,
        content=wish.content,
        reason=reason,
        recorded_by=UserId(tx.actor.id),
        recorded_at=tx.now,
    )


async def _without(tx: Tx, loan: Loan, wish: ChangeWish) -> LoanState:
    cancelled = await queries.get_fact(tx, loan, wish.cancels or wish.id)
    rules.check_not_cancelled(cancelled.fact)
    return await preview_without(tx, loan, cancelled)

"""Record a fact of a loan, or take one back: work out what it changes, and write that down.

A fact that counts after all others is applied to the loan as it stands. Any other is put in its
place by a replay from the opening; whatever the facts after it did is then worked out anew, and in
the ledger each of their entries that differs is reversed and posted again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, case, delete, insert, update
from sqlalchemy.dialects import postgresql

from rongqu.infra.structures import write_structure
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ContractId
from rongqu.kernel.money import Money
from rongqu.kernel.schedule import compute_schedule
from rongqu.modules.contracts.public import get_contract
from rongqu.modules.ledger.public import post_entries
from rongqu.modules.servicing import queries, rules, tables
from rongqu.modules.servicing.actions._entries import entries_of_change
from rongqu.modules.servicing.days.revaluations import revalue
from rongqu.modules.servicing.settlement import LoanState, apply, as_lines, replay
from rongqu.modules.servicing.types import (
    BookedFact,
    Effect,
    Fact,
    Loan,
    LoanInstalment,
    LoanStatus,
)

LINE = tables.instalment.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """`booked`: the fact that was recorded, with what it did; `restated`: what others do now."""

    before: Loan
    after: Loan
    booked: BookedFact
    restated: tuple[BookedFact, ...] = ()


async def record_fact(tx: Tx, loan: Loan, fact: Fact) -> Recorded:
    """Internal; the caller holds the loan's lock and publishes. Raises a servicing error, and
    writes nothing, where the fact or one after it is not possible."""
    rules.check_day(loan, fact.counts_on, tx.business_date)
    before = LoanState(loan=loan, lines=await queries.list_instalments(tx, loan))
    if await queries.comes_last(tx, fact):
        calendar = await queries.read_calendar(tx, fact.counts_on, fact.counts_on)
        after, effect = apply(before, fact, calendar)
        booked = BookedFact(fact=fact, effect=effect, revision=0)
        await _insert_facts(tx, [booked])
        await post_entries(tx, entries_of_change(loan, None, booked))
        restated = ()
    else:
        known = await queries.list_facts(tx, loan)
        after, anew = await _replay(tx, loan, [*(each.fact for each in known), fact])
        [booked] = [each for each in anew if each.fact.id == fact.id]
        await _insert_facts(tx, [booked])
        restated = await _book_again(tx, loan, known, anew)
        await post_entries(tx, entries_of_change(loan, None, booked))
    await _write_states(tx, [(before, after)])
    await revalue(tx, [after.loan.id])
    return Recorded(before=loan, after=after.loan, booked=booked, restated=restated)


async def record_new_plans(
    tx: Tx, planned: Sequence[tuple[LoanState, LoanState, BookedFact]]
) -> None:
    """Internal, for a day's end: many loans at once whose facts come last and move no money. The
    caller holds their locks; the accrual that follows books what they change."""
    await _insert_facts(tx, [booked for _, _, booked in planned])
    await _write_states(tx, [(before, after) for before, after, _ in planned])


async def cancel_fact(tx: Tx, loan: Loan, cancelled: BookedFact) -> Recorded:
    """Internal, as `record_fact`. As if it had never been; what it did is reversed."""
    before = LoanState(loan=loan, lines=await queries.list_instalments(tx, loan))
    known = [each for each in await queries.list_facts(tx, loan) if each != cancelled]
    after, anew = await _replay(tx, loan, [each.fact for each in known])
    await tx.connection.execute(
        update(tables.fact)
        .where(tables.fact.c.id == cancelled.fact.id)
        .values(cancelled_at=tx.now, cancelled_by=tx.actor.id)
    )
    restated = await _book_again(tx, loan, known, anew)
    await post_entries(tx, entries_of_change(loan, cancelled, None))
    await _write_states(tx, [(before, after)])
    await revalue(tx, [after.loan.id])
    return Recorded(before=loan, after=after.loan, booked=cancelled, restated=restated)


async def preview_fact(tx: Tx, loan: Loan, fact: Fact) -> LoanState:
    """The loan as it would be; nothing is written."""
    rules.check_day(loan, fact.counts_on, tx.business_date)
    known = await queries.list_facts(tx, loan)
    after, _ = await _replay(tx, loan, [*(each.fact for each in known), fact])
    return after


async def preview_without(tx: Tx, loan: Loan, cancelled: BookedFact) -> LoanState:
    """The loan as it would be had the fact never been."""
    known = [each for each in await queries.list_facts(tx, loan) if each != cancelled]
    after, _ = await _replay(tx, loan, [each.fact for each in known])
    return after


async def opening_of(tx: Tx, loan: Loan) -> LoanState:
    """The loan on its first day, from its contract: what the facts are applied to."""
    contract = await get_contract(tx, ContractId(loan.id))
    plan = compute_schedule(contract.schedule_terms(loan.opened_on))
    zero = Money.zero(loan.principal.currency)
    opened = replace(
        loan,
        yearly_rate=contract.yearly_rate,
        structure=contract.structure,
        method=contract.method,
        term_months=contract.term_months,
        last_due_on=plan[-1].due_on,
        status=LoanStatus.ACTIVE,
        outstanding=loan.principal,
        written_off=zero,
        written_off_on=None,
        closed_on=None,
    )
    return LoanState(loan=opened, lines=as_lines(plan))


async def _replay(tx: Tx, loan: Loan, facts: Sequence[Fact]) -> tuple[LoanState, list[BookedFact]]:
    last: date = max([fact.counts_on for fact in facts], default=loan.opened_on)
    calendar = await queries.read_calendar(tx, loan.opened_on, last)
    return replay(await opening_of(tx, loan), facts, calendar)


async def _insert_facts(tx: Tx, recorded: Sequence[BookedFact]) -> None:
    rows = [
        {
            "id": booked.fact.id,
            "loan_id": booked.fact.loan_id,
            "kind": booked.fact.kind,
            "counts_on": booked.fact.counts_on,
            "content": queries.write_content(booked.fact.content),
            "reason": booked.fact.reason,
            "recorded_by": booked.fact.recorded_by,
            "recorded_at": booked.fact.recorded_at,
            "revision": 0,
            **_as_columns(booked.effect),
        }
        for booked in recorded
    ]
    await tx.connection.execute(insert(tables.fact), rows)


async def _book_again(
    tx: Tx, loan: Loan, known: Sequence[BookedFact], anew: Sequence[BookedFact]
) -> tuple[BookedFact, ...]:
    """Facts that did something else than before get a revision, and other entries."""
    former = {each.fact.id: each for each in known}
    restated = list[BookedFact]()
    for each in anew:
        was = former.get(each.fact.id)
        if was is None or was.effect == each.effect:
            continue
        again = replace(each, revision=was.revision + 1)
        await tx.connection.execute(
            update(tables.fact)
            .where(tables.fact.c.id == each.fact.id)
            .values(revision=again.revision, **_as_columns(again.effect))
        )
        await post_entries(tx, entries_of_change(loan, was, again))
        restated.append(again)
    return tuple(restated)


def _as_columns(effect: Effect) -> dict[str, Any]:
    return {
        "currency": effect.principal.currency,
        "principal_minor": effect.principal.minor,
        "interest_minor": effect.interest.minor,
        "penalty_minor": effect.penalty.minor,
        "fee_minor": effect.fee.minor,
    }


async def _write_states(tx: Tx, changes: Sequence[tuple[LoanState, LoanState]]) -> None:
    """Only what differs. Lateness is not of the facts: whoever calls this refreshes it."""
    lines, ends = list[dict[str, Any]](), list[dict[str, Any]]()
    for before, after in changes:
        former = {line.number: line for line in before.lines}
        changed = [line for line in after.lines if former.get(line.number) != line]
        lines += [_as_row(after.loan, line) for line in changed]
        if len(after.lines) < len(before.lines):
            ends.append({"of_loan": after.loan.id, "last": len(after.lines)})
    if lines:
        await tx.connection.execute(_UPSERT, lines)
    if ends:
        await tx.connection.execute(_SHORTEN, ends)
    await tx.connection.execute(_UPDATE, [_loan_row(after.loan) for _, after in changes])


def _loan_row(loan: Loan) -> dict[str, Any]:
    return {
        "of_loan": loan.id,
        "yearly_rate": loan.yearly_rate.yearly,
        "structure": write_structure(loan.structure),
        "reprices_on": loan.reprices_on,
        "method": loan.method,
        "term_months": loan.term_months,
        "last_due_on": loan.last_due_on,
        "status": loan.status,
        "outstanding_minor": loan.outstanding.minor,
        "written_off_minor": loan.written_off.minor,
        "written_off_on": loan.written_off_on,
        "closed_on": loan.closed_on,
    }


def _as_row(loan: Loan, line: LoanInstalment) -> dict[str, Any]:
    return {
        "loan_id": loan.id,
        "number": line.number,
        "starts_on": line.starts_on,
        "due_on": line.due_on,
        "principal_minor": line.principal.minor,
        "interest_minor": line.interest.minor,
        "carried_minor": line.carried.minor,
        "balance_minor": line.balance.minor,
        "currency": line.principal.currency,
        "principal_paid_minor": line.principal_paid.minor,
        "interest_paid_minor": line.interest_paid.minor,
        "interest_cancelled_minor": line.interest_cancelled.minor,
        "penalty_exact": line.penalty_exact,
        "penalty_paid_minor": line.penalty_paid.minor,
        "penalty_through": line.penalty_through,
        "paid_on": line.paid_on,
    }


def _make_upsert() -> Any:
    """A notice stays with its day: a line that is due on another one is announced again."""
    names = (
        *("loan_id", "number", "starts_on", "due_on", "principal_minor", "interest_minor"),
        *("carried_minor", "balance_minor", "currency", "principal_paid_minor"),
        *("interest_paid_minor", "interest_cancelled_minor", "penalty_exact"),
        *("penalty_paid_minor", "penalty_through", "paid_on"),
    )
    values: dict[str, Any] = {name: bindparam(name) for name in names}
    statement = postgresql.insert(tables.instalment).values(values)
    fresh = statement.excluded
    updated: dict[str, Any] = {name: fresh[name] for name in names[2:]}
    updated["noticed_on"] = case((LINE.due_on == fresh.due_on, LINE.noticed_on), else_=None)
    return statement.on_conflict_do_update(index_elements=["loan_id", "number"], set_=updated)


_UPSERT = _make_upsert()
_SHORTEN = delete(tables.instalment).where(
    LINE.loan_id == bindparam("of_loan"), LINE.number > bindparam("last")
)
_UPDATE = update(tables.loan).where(tables.loan.c.id == bindparam("of_loan"))

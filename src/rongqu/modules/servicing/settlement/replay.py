"""The life of a loan as a fold: its opening and its facts give its state, whenever they came in.

Facts count in the order of their days, and of their ids within a day: so the order in which they
were recorded makes no difference, and a fact that was forgotten or cancelled is put right by going
over all of them again. `apply` of one more fact is what a replay does last: both end alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from rongqu.kernel.money import Money
from rongqu.kernel.rates import Rate
from rongqu.kernel.schedule import DuePart, NeverAmortises, RepaymentMethod
from rongqu.modules.servicing import errors
from rongqu.modules.servicing.errors import FactNotPossible, WaiverTooLarge
from rongqu.modules.servicing.settlement.dues import Due, Standing, dues_of
from rongqu.modules.servicing.settlement.receive import (
    Early,
    Result,
    receive_early,
    receive_planned,
    receive_recovery,
)
from rongqu.modules.servicing.settlement.replan import (
    Cut,
    NewPlan,
    cut,
    later_days,
    line_of_the_day,
    plan_lines,
)
from rongqu.modules.servicing.settlement.state import Calendar, LoanState, renumber, settle
from rongqu.modules.servicing.types import (
    BookedFact,
    Effect,
    Fact,
    FactKind,
    LoanInstalment,
    LoanStatus,
    PrepaymentEffect,
    RepaymentKind,
)

K = FactKind


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """As they count; cancelled ones do not."""
    standing = (fact for fact in facts if fact.cancelled_at is None)
    return sorted(standing, key=lambda fact: (fact.counts_on, fact.id))


def replay(
    opening: LoanState, facts: Iterable[Fact], calendar: Calendar
) -> tuple[LoanState, list[BookedFact]]:
    """From the first day on. Raises a servicing error where a fact does not fit to those before."""
    state, booked = opening, list[BookedFact]()
    for fact in in_order(facts):
        state, effect = apply(state, fact, calendar)
        booked.append(BookedFact(fact=fact, effect=effect, revision=0))
    return state, booked


def apply(state: LoanState, fact: Fact, calendar: Calendar) -> Result:
    _check_possible(state, fact)
    standing = state.standing_on(_day_of(state, fact), calendar)
    try:
        return _APPLY[fact.kind](state, standing, fact)
    except NeverAmortises as error:
        raise errors.NeverAmortises(loan_id=state.loan.id) from error


def _day_of(state: LoanState, fact: Fact) -> date:
    """After the write-off what is owed stays as it was on its day."""
    return state.loan.written_off_on or fact.counts_on


def _check_possible(state: LoanState, fact: Fact) -> None:
    if fact.kind is K.RATE_RESET:
        return
    if state.loan.status is LoanStatus.CLOSED:
        raise errors.LoanIsClosed(loan_id=state.loan.id)
    is_after_write_off = state.loan.status is LoanStatus.WRITTEN_OFF
    if is_after_write_off != (fact.kind is K.RECOVERY):
        raise FactNotPossible(kind=fact.kind, status=state.loan.status)


def _repayment(state: LoanState, standing: Standing, fact: Fact) -> Result:
    content = fact.content
    if content.way in {RepaymentKind.PAYOFF, RepaymentKind.PREPAYMENT}:
        effect = content.effect or PrepaymentEffect.INSTALMENT
        return receive_early(state, standing, Early(amount=_amount(fact), effect=effect))
    return receive_planned(state, standing, _amount(fact))


def _from_others(state: LoanState, standing: Standing, fact: Fact) -> Result:
    """Guarantors and collateral: nobody chose to pay early, so nobody pays a fee for it."""
    return receive_early(state, standing, Early(amount=_amount(fact), bears_fee=False))


def _waiver(state: LoanState, standing: Standing, fact: Fact) -> Result:
    """Of what is owed on the day, oldest first."""
    is_penalty = fact.content.part is DuePart.PENALTY
    left, lines = _amount(fact), {line.number: line for line in state.lines}
    for due in dues_of(RepaymentKind.ARREARS, standing):
        taken = min(left, due.penalty if is_penalty else due.interest)
        left -= taken
        if taken.minor:
            waive = _waive_penalty if is_penalty else _waive_interest
            lines[due.number] = waive(lines[due.number], due, taken, standing)
    if left.minor:
        raise WaiverTooLarge(owed=_amount(fact) - left)
    after = replace(state, lines=tuple(lines.values()))
    return settle(after, standing.as_of), Effect.none(state.zero.currency)


def _waive_penalty(
    line: LoanInstalment, due: Due, taken: Money, standing: Standing
) -> LoanInstalment:
    waived = replace(
        line,
        penalty_exact=due.penalty_exact - taken.minor,
        penalty_through=due.penalty_through,
    )
    return _close_if_paid(waived, due.amount - taken, standing)


def _waive_interest(
    line: LoanInstalment, due: Due, taken: Money, standing: Standing
) -> LoanInstalment:
    waived = replace(line, interest_cancelled=line.interest_cancelled + taken)
    return _close_if_paid(waived, due.amount - taken, standing)


def _close_if_paid(line: LoanInstalment, left: Money, standing: Standing) -> LoanInstalment:
    return replace(line, paid_on=standing.as_of) if left.is_zero() else line


def _extension(state: LoanState, standing: Standing, fact: Fact) -> Result:
    """Interest until the day is due on it; what was to come gets that many months more."""
    cut_at = cut(standing)
    if cut_at.principal.is_zero():
        raise FactNotPossible(kind=fact.kind, status=state.loan.status)
    months = fact.content.months or 0
    more = later_days(max(line.due_on for line in state.lines), months)
    due_days = more[-1:] if _is_bullet(state) else (*cut_at.due_days, *more)
    loan = replace(_with_new_terms(state, fact).loan, term_months=state.loan.term_months + months)
    new = NewPlan(
        starts_on=max(standing.as_of, cut_at.since),
        due_days=due_days,
        principal=cut_at.principal,
    )
    lines = [*cut_at.kept, *_interest_line(state, standing, cut_at), *plan_lines(loan, new)]
    after = LoanState(loan=loan, lines=renumber(lines, loan.principal))
    return settle(after, standing.as_of), Effect.none(state.zero.currency)


def _rate_reset(state: LoanState, standing: Standing, fact: Fact) -> Result:
    """What is to come is planned again at the new rate, on its due days. The period that the day
    falls into keeps what it has earned so far; what is due keeps its interest, and so does what
    was paid ahead. On a loan that has ended, or floats no more, it does nothing."""
    nothing = Effect.none(state.zero.currency)
    yearly, floats = fact.content.yearly_rate, state.loan.structure.floating is not None
    if state.loan.status is not LoanStatus.ACTIVE or not floats or yearly is None:
        return state, nothing
    rate = Rate(yearly, state.loan.yearly_rate.day_count)
    loan, cut_at = replace(state.loan, yearly_rate=rate), cut(standing)
    if cut_at.principal.is_zero():
        return replace(state, loan=loan), nothing
    new = NewPlan(
        starts_on=max(standing.as_of, cut_at.since),
        due_days=cut_at.due_days,
        principal=cut_at.principal,
        carried=cut_at.exact,
    )
    lines = renumber([*cut_at.kept, *plan_lines(loan, new)], loan.principal)
    return settle(LoanState(loan=loan, lines=lines), standing.as_of), nothing


def _restructuring(state: LoanState, standing: Standing, fact: Fact) -> Result:
    """All principal is planned again; interest and penalty so far are due with the first line."""
    penalty = sum((due.penalty for due in dues_of(RepaymentKind.ARREARS, standing)), state.zero)
    cut_at = cut(standing, with_arrears=True)
    if cut_at.principal.is_zero():
        raise FactNotPossible(kind=fact.kind, status=state.loan.status)
    loan = _with_new_terms(state, fact).loan
    months = fact.content.months or loan.term_months
    days = later_days(standing.as_of, months)
    loan = replace(loan, term_months=months)
    new = NewPlan(
        starts_on=standing.as_of,
        due_days=days[-1:] if loan.method is RepaymentMethod.BULLET else days,
        principal=cut_at.principal,
    )
    first, *later = plan_lines(loan, new)
    carried = replace(
        first,
        interest=first.interest + cut_at.earned,
        carried=cut_at.earned,
        penalty_exact=first.penalty_exact + penalty.minor,
    )
    lines = [*cut_at.kept, carried, *later]
    after = LoanState(loan=loan, lines=renumber(lines, loan.principal))
    return settle(after, standing.as_of), Effect.none(state.zero.currency)


def _is_bullet(state: LoanState) -> bool:
    return state.loan.method is RepaymentMethod.BULLET


def _with_new_terms(state: LoanState, fact: Fact) -> LoanState:
    """A rate that is agreed anew is fixed, and so is flat interest: the loan floats no more."""
    loan, content = state.loan, fact.content
    rate = loan.yearly_rate
    if content.yearly_rate is not None:
        rate = Rate(content.yearly_rate, rate.day_count)
    loan = replace(loan, yearly_rate=rate, method=content.method or loan.method)
    if content.yearly_rate is not None or loan.method is RepaymentMethod.FLAT:
        structure = replace(loan.structure, floating=None)
        loan = replace(loan, structure=structure, reprices_on=None)
    return replace(state, loan=loan)


def _interest_line(state: LoanState, standing: Standing, cut_at: Cut) -> list[LoanInstalment]:
    if cut_at.earned.is_zero():
        return []
    return [line_of_the_day(standing, cut_at, state.zero)]


def _write_off(state: LoanState, standing: Standing, fact: Fact) -> Result:
    """Its principal leaves the books; what is owed is frozen as it stands on the day."""
    frozen = tuple(_frozen(line, standing) for line in state.lines)
    loan = replace(state.loan, status=LoanStatus.WRITTEN_OFF, written_off_on=fact.counts_on)
    effect = replace(Effect.none(state.zero.currency), principal=state.loan.outstanding)
    return settle(LoanState(loan=loan, lines=frozen), standing.as_of), effect


def _frozen(line: LoanInstalment, standing: Standing) -> LoanInstalment:
    """Interest that was not earned by then is not owed; penalty is worked out until then."""
    if line.paid_on is not None:
        return line
    [due] = [each for each in dues_of(RepaymentKind.PAYOFF, standing) if each.number == line.number]
    return replace(
        line,
        interest_cancelled=due.interest_cancelled,
        penalty_exact=due.penalty_exact,
        penalty_through=due.penalty_through,
    )


def _recovery(state: LoanState, standing: Standing, fact: Fact) -> Result:
    """Set against what was owed on the day of the write-off: nothing accrues since."""
    after, effect = receive_recovery(state, standing, _amount(fact))
    return settle(after, fact.counts_on), effect


def _amount(fact: Fact) -> Money:
    if fact.content.amount is None or fact.content.amount.minor <= 0:
        raise FactNotPossible(kind=fact.kind)
    return fact.content.amount


_APPLY: dict[FactKind, Callable[[LoanState, Standing, Fact], Result]] = {
    K.REPAYMENT: _repayment,
    K.GUARANTEE: _from_others,
    K.COLLATERAL: _from_others,
    K.WAIVER: _waiver,
    K.EXTENSION: _extension,
    K.RESTRUCTURING: _restructuring,
    K.WRITE_OFF: _write_off,
    K.RECOVERY: _recovery,
    K.BROUGHT: _repayment,
    K.RATE_RESET: _rate_reset,
}

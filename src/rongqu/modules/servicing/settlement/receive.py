"""Set money against a loan: planned instalments, early repayment in part or in whole, recoveries.

Money in the planned ways is set against the instalments oldest first, in each by the contract's
order. Money that comes early (and what guarantors and collateral bring) first pays what has fallen
due; then it ends the loan if it suffices, or else pays the interest of the days so far, the fee,
and principal, after which the rest is planned again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from rongqu.kernel.money import Money
from rongqu.kernel.ratios import half_even_of
from rongqu.modules.servicing.errors import Overpayment
from rongqu.modules.servicing.settlement.allocate import Share, allocate
from rongqu.modules.servicing.settlement.dues import (
    Due,
    Standing,
    dues_as_planned,
    dues_of,
    fee_of,
)
from rongqu.modules.servicing.settlement.replan import (
    NewPlan,
    cut,
    line_of_the_day,
    plan_lines,
)
from rongqu.modules.servicing.settlement.state import Lines, LoanState, renumber, settle
from rongqu.modules.servicing.types import (
    Effect,
    LoanInstalment,
    PrepaymentEffect,
    Quote,
    RepaymentKind,
)

Result = tuple[LoanState, Effect]


@dataclass(frozen=True, slots=True, kw_only=True)
class Early:
    """Money that may pay more than is due."""

    amount: Money
    effect: PrepaymentEffect = PrepaymentEffect.INSTALMENT
    bears_fee: bool = True


def receive_planned(state: LoanState, standing: Standing, amount: Money) -> Result:
    shares = _touched(amount, dues_as_planned(standing), state)
    lines = _pay(state.lines, shares, standing)
    effect = _effect_of(shares, state.zero)
    _check_used(amount, effect.amount)
    return settle(replace(state, lines=lines), standing.as_of), effect


def receive_early(state: LoanState, standing: Standing, early: Early) -> Result:
    dues = dues_of(RepaymentKind.ARREARS, standing)
    shares = _touched(early.amount, dues, state)
    paid = _effect_of(shares, state.zero)
    after = replace(state, lines=_pay(state.lines, shares, standing))
    rest = early.amount - paid.amount
    if rest.is_zero():
        return settle(after, standing.as_of), paid
    standing = replace(standing, instalments=after.lines)
    everything = dues_of(RepaymentKind.PAYOFF, standing)
    fee = fee_of(RepaymentKind.PAYOFF, standing) if early.bears_fee else state.zero
    needed = sum((due.amount for due in everything), state.zero) + fee
    if needed <= rest:
        _check_used(rest, needed)
        return _pay_off(after, standing, everything, _with_fee(paid, fee))
    return _prepay(after, standing, replace(early, amount=rest), paid)


def receive_recovery(state: LoanState, standing: Standing, amount: Money) -> Result:
    """After the write-off; `standing` is that of its day, because nothing accrues since then."""
    shares = _touched(amount, dues_of(RepaymentKind.PAYOFF, standing), state)
    effect = _effect_of(shares, state.zero)
    _check_used(amount, effect.amount)
    return replace(state, lines=_pay(state.lines, shares, standing)), effect


def prepayment_quote_of(standing: Standing, principal: Money) -> Quote:
    """What it costs to pay that much early, where nothing is in arrears."""
    return Quote(
        kind=RepaymentKind.PREPAYMENT,
        as_of=standing.as_of,
        principal=principal,
        interest=cut(standing).earned,
        penalty=Money.zero(principal.currency),
        fee=fee_for(standing, principal),
    )


def fee_for(standing: Standing, principal: Money) -> Money:
    """For paying that much of the principal before its day."""
    exact = principal.minor * Fraction(standing.loan.prepayment_fee_rate)
    return Money(half_even_of(exact), principal.currency)


def _pay_off(state: LoanState, standing: Standing, dues: Sequence[Due], paid: Effect) -> Result:
    whole = [
        Share(due=due, principal=due.principal, interest=due.interest, penalty=due.penalty)
        for due in dues
    ]
    lines = _pay(state.lines, whole, standing)
    effect = add(paid, _effect_of(whole, state.zero))
    return settle(replace(state, lines=lines), standing.as_of), effect


def _prepay(state: LoanState, standing: Standing, early: Early, paid: Effect) -> Result:
    """Less than the interest of the days so far pays a part of it, and nothing is planned again."""
    cut_at = cut(standing)
    if early.amount <= cut_at.earned:
        shares = _touched(early.amount, dues_as_planned(standing), state)
        lines = _pay(state.lines, shares, standing)
        effect = add(paid, _effect_of(shares, state.zero))
        return settle(replace(state, lines=lines), standing.as_of), effect
    left = early.amount - cut_at.earned
    principal = min(_before_fee(standing, left) if early.bears_fee else left, cut_at.principal)
    day_line = line_of_the_day(standing, cut_at, principal)
    new = plan_lines(
        state.loan,
        NewPlan(
            starts_on=max(standing.as_of, cut_at.since),
            due_days=cut_at.due_days,
            principal=cut_at.principal - principal,
            keeps=cut_at.regular if early.effect is PrepaymentEffect.TERM else None,
        ),
    )
    lines = [*cut_at.kept, _paid(day_line, standing), *new]
    effect = Effect(
        principal=principal, interest=cut_at.earned, penalty=state.zero, fee=left - principal
    )
    after = replace(state, lines=renumber(lines, state.loan.principal))
    return settle(after, standing.as_of), add(paid, effect)


def _before_fee(standing: Standing, amount: Money) -> Money:
    """The principal that, with its fee, makes up the amount."""
    exact = Fraction(amount.minor) / (1 + Fraction(standing.loan.prepayment_fee_rate))
    return Money(half_even_of(exact), amount.currency)


def _paid(line: LoanInstalment, standing: Standing) -> LoanInstalment:
    return replace(
        line, principal_paid=line.principal, interest_paid=line.interest, paid_on=standing.as_of
    )


def _touched(amount: Money, dues: Sequence[Due], state: LoanState) -> list[Share]:
    """The lines that the money reaches; the others stay exactly as they are."""
    shares = allocate(amount, dues, state.loan.allocation)
    return [share for share in shares if not share.is_nothing]


def _pay(lines: Lines, shares: Sequence[Share], standing: Standing) -> Lines:
    by_number = {share.due.number: share for share in shares}
    return tuple(
        _with_share(line, by_number[line.number], standing) if line.number in by_number else line
        for line in lines
    )


def _with_share(line: LoanInstalment, share: Share, standing: Standing) -> LoanInstalment:
    """Penalty is worked out until now, because from now on it runs on less principal."""
    return replace(
        line,
        principal_paid=line.principal_paid + share.principal,
        interest_paid=line.interest_paid + share.interest,
        interest_cancelled=share.due.interest_cancelled,
        penalty_exact=share.due.penalty_exact,
        penalty_paid=line.penalty_paid + share.penalty,
        penalty_through=share.due.penalty_through,
        paid_on=standing.as_of if share.pays_all else None,
    )


def _effect_of(shares: Sequence[Share], zero: Money) -> Effect:
    return Effect(
        principal=sum((share.principal for share in shares), zero),
        interest=sum((share.interest for share in shares), zero),
        penalty=sum((share.penalty for share in shares), zero),
        fee=zero,
    )


def _with_fee(effect: Effect, fee: Money) -> Effect:
    return replace(effect, fee=effect.fee + fee)


def add(one: Effect, other: Effect) -> Effect:
    return Effect(
        principal=one.principal + other.principal,
        interest=one.interest + other.interest,
        penalty=one.penalty + other.penalty,
        fee=one.fee + other.fee,
    )


def _check_used(amount: Money, used: Money) -> None:
    if used < amount:
        raise Overpayment(owed=used)

"""The life of an application as tables, and the numbers that decide it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from rongqu.kernel.actor import Actor
from rongqu.kernel.dates import business_date_at, start_of_day
from rongqu.kernel.ids import UserId
from rongqu.kernel.money import Money, Rounding
from rongqu.modules.origination import permissions
from rongqu.modules.origination.errors import (
    AboveAsked,
    AboveGroupLimit,
    AboveLendingValue,
    AboveLimit,
    CannotMove,
    FeeFixed,
    NoPrice,
    NotEditable,
    NotHeldForReview,
    NothingToRetry,
    OutsideProduct,
    PrecedentSettled,
    StaleVersion,
)
from rongqu.modules.origination.types import (
    Agreed,
    Application,
    ApprovalBasis,
    HeldReason,
    Lane,
    MissedCondition,
    Move,
    Precedent,
    Screening,
    Side,
    Stage,
    Wish,
)

HANDLED_BY: dict[Stage, str] = {
    Stage.REVIEW: permissions.REVIEW,
    Stage.DUE_DILIGENCE: permissions.INVESTIGATE,
    Stage.APPROVAL: permissions.APPROVE,
}
"""Whose work a stage of the institution is."""

EDITABLE = (Stage.DRAFT, Stage.RETURNED)
"""What the applicant may still change."""

UNSIGNED = (
    *EDITABLE,
    Stage.SUBMITTED,
    Stage.SCREENING,
    *HANDLED_BY,
    Stage.CONTRACT,
)
"""Where the applicant may still walk away: nothing has been signed."""

MOVES: dict[Move, dict[Stage, Stage]] = {
    Move.SUBMIT: {Stage.DRAFT: Stage.SUBMITTED, Stage.RETURNED: Stage.SUBMITTED},
    Move.SCREEN: {Stage.SUBMITTED: Stage.SCREENING},
    Move.SEND_TO_REVIEW: {Stage.SCREENING: Stage.REVIEW},
    Move.FAST_TRACK: {Stage.SCREENING: Stage.APPROVAL},
    Move.PASS_REVIEW: {Stage.REVIEW: Stage.DUE_DILIGENCE},
    Move.PASS_DUE_DILIGENCE: {Stage.DUE_DILIGENCE: Stage.APPROVAL},
    Move.APPROVE: {Stage.APPROVAL: Stage.CONTRACT},
    Move.START_PAYOUT: {Stage.CONTRACT: Stage.PAYOUT},
    Move.ACTIVATE: {Stage.PAYOUT: Stage.ACTIVE},
    Move.CLOSE: {Stage.ACTIVE: Stage.CLOSED},
    Move.RETURN: {
        stage: Stage.RETURNED for stage in (Stage.REVIEW, Stage.DUE_DILIGENCE, Stage.APPROVAL)
    },
    Move.REJECT: {
        stage: Stage.REJECTED
        for stage in (Stage.SCREENING, Stage.REVIEW, Stage.DUE_DILIGENCE, Stage.APPROVAL)
    },
    Move.WITHDRAW: dict.fromkeys(UNSIGNED, Stage.WITHDRAWN),
    Move.EXPIRE: dict.fromkeys((*EDITABLE, Stage.CONTRACT), Stage.EXPIRED),
    Move.REOPEN: {Stage.CONTRACT: Stage.APPROVAL},
    Move.REFER: {Stage.APPROVAL: Stage.REVIEW},
    Move.CALL_OFF: {Stage.PAYOUT: Stage.REJECTED},
}
"""Move -> from where -> to where. What is not here cannot happen."""

TURN: dict[Stage, Side] = {
    Stage.DRAFT: Side.APPLICANT,
    Stage.SUBMITTED: Side.PLATFORM,
    Stage.SCREENING: Side.PLATFORM,
    Stage.REVIEW: Side.INSTITUTION,
    Stage.DUE_DILIGENCE: Side.INSTITUTION,
    Stage.APPROVAL: Side.INSTITUTION,
    Stage.CONTRACT: Side.BOTH,
    Stage.PAYOUT: Side.PLATFORM,
    Stage.ACTIVE: Side.APPLICANT,
    Stage.CLOSED: Side.NOBODY,
    Stage.RETURNED: Side.APPLICANT,
    Stage.REJECTED: Side.NOBODY,
    Stage.WITHDRAWN: Side.NOBODY,
    Stage.EXPIRED: Side.NOBODY,
}

HOURS_TO_MOVE: dict[Stage, str] = {
    Stage.SUBMITTED: "origination.hours_screening",
    Stage.SCREENING: "origination.hours_screening",
    Stage.REVIEW: "origination.hours_review",
    Stage.DUE_DILIGENCE: "origination.hours_due_diligence",
    Stage.APPROVAL: "origination.hours_approval",
    Stage.PAYOUT: "origination.hours_payout",
}
"""Policy with the business hours that the platform and the institution have."""

DAYS_TO_MOVE: dict[Stage, str] = {
    Stage.DRAFT: "origination.days_draft",
    Stage.RETURNED: "origination.days_returned",
    Stage.CONTRACT: "contracts.signing_days",
}
"""Policy with the calendar days after which it expires."""

FAST_LANE_HOURS = "origination.hours_fast_lane"

MOVED_BY: dict[Move, str] = {
    Move.SUBMIT: permissions.APPLY,
    Move.WITHDRAW: permissions.WITHDRAW,
    Move.PASS_REVIEW: permissions.REVIEW,
    Move.PASS_DUE_DILIGENCE: permissions.INVESTIGATE,
    Move.APPROVE: permissions.APPROVE,
    Move.REJECT: permissions.REJECT,
    Move.RETURN: permissions.RETURN,
}
"""Moves that people make, with the permission each needs; the others are the machine's."""

DECIDED = (
    Stage.CONTRACT,
    Stage.PAYOUT,
    Stage.ACTIVE,
    Stage.CLOSED,
    Stage.REJECTED,
    Stage.WITHDRAWN,
    Stage.EXPIRED,
)
PAPERS_OF_THINGS = (
    "order_contract",
    "receivable_statement",
    "patent_certificate",
    "equipment_quote",
    "quarantine_certificate",
)
"""Documents that stand for one thing: the same paper in two applications pledges it twice."""
UNDER_WAY = (*HANDLED_BY, Stage.CONTRACT, Stage.PAYOUT, Stage.ACTIVE)
"""Screened, and not over: what is found about the company from now on concerns its lender."""
LET_GO = (Stage.CLOSED, Stage.REJECTED, Stage.WITHDRAWN, Stage.EXPIRED)
OTHER_DOCUMENT = "other"
"""Whatever else the applicant wants to show; no product asks for it."""
PRECEDENT_DOCUMENT = "precedent"
"""A paper that a condition of the payout asks for."""
BASIS_POINT = Decimal("0.0001")


def next_stage(stage: Stage, move: Move) -> Stage:
    target = MOVES[move].get(stage)
    if target is None:
        raise CannotMove(stage=stage, move=move)
    return target


def moves_open_to(
    application: Application, actor: Actor, authors: Collection[UserId]
) -> tuple[Move, ...]:
    """What a page offers the actor: the same conditions that the actions check again."""
    free = application.assignee_id in {None, actor.id}
    return tuple(
        move
        for move in Move
        if move in MOVED_BY
        and application.stage in MOVES[move]
        and actor.may(MOVED_BY[move])
        and (free or move in {Move.SUBMIT, Move.WITHDRAW})
        and not (move is Move.APPROVE and actor.id in authors)
    )


def check_editable(application: Application) -> None:
    if application.stage not in EDITABLE:
        raise NotEditable(stage=application.stage)


def check_version(application: Application, version: int) -> None:
    if application.version != version:
        raise StaleVersion(version=application.version)


def check_can_take(stage: Stage) -> None:
    """People take what waits for a person of the institution."""
    if stage not in HANDLED_BY:
        raise CannotMove(stage=stage, move="take")


def check_can_judge_collateral(stage: Stage) -> None:
    """Before the approval, which another person gives on what was accepted."""
    if stage not in {Stage.REVIEW, Stage.DUE_DILIGENCE}:
        raise CannotMove(stage=stage, move="judge_collateral")


def check_precedent_open(stage: Stage, precedent: Precedent) -> None:
    """Until the money has left: while the contract is signed, and while its payout waits."""
    if stage not in {Stage.CONTRACT, Stage.PAYOUT} or precedent.is_settled:
        raise PrecedentSettled(state=precedent.state)


def check_can_attach(application: Application, kind: str) -> None:
    """While it may be edited; and papers that a condition of the payout asks for, until then."""
    is_awaited = application.stage in {Stage.CONTRACT, Stage.PAYOUT}
    if not (is_awaited and kind == PRECEDENT_DOCUMENT):
        check_editable(application)


def is_expired(application: Application, now: datetime) -> bool:
    """The applicant had until `deadline_at`. An unsigned contract expires in its own room."""
    is_theirs = application.stage in EDITABLE
    return is_theirs and application.deadline_at is not None and application.deadline_at <= now


def is_late(application: Application, now: datetime) -> bool:
    """Late on the platform's or the institution's side, and not told yet."""
    has_clock = application.stage in HOURS_TO_MOVE and application.late_at is None
    return has_clock and application.deadline_at is not None and application.deadline_at <= now


def check_fee_open(application: Application) -> None:
    """Until both have signed: then the payout's order is made of it."""
    if application.stage not in UNSIGNED:
        raise FeeFixed(stage=application.stage)


def fee_to_take(fee: Money, waived: Money | None) -> Money:
    """What is waived beyond the fee is not paid out."""
    return fee if waived is None else fee - min(fee, waived)


def check_can_retry(application: Application) -> None:
    if application.stage is not Stage.PAYOUT or application.hold is None:
        raise NothingToRetry(stage=application.stage)


def check_held_for_review(application: Application) -> None:
    if application.hold is None or application.hold.reason is not HeldReason.REVIEW:
        raise NotHeldForReview(stage=application.stage)


def turn_of(application: Application) -> Side:
    """A payout without funds waits for the lender, whatever the stage says; one without a deposit
    for the lessee, one that is suspected for the platform."""
    if application.stage is Stage.PAYOUT and application.hold is not None:
        if application.hold.reason is HeldReason.REVIEW:
            return Side.PLATFORM
        waits_for_lessee = application.hold.reason is HeldReason.DEPOSIT
        return Side.APPLICANT if waits_for_lessee else Side.INSTITUTION
    return TURN[application.stage]


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """What a product asks for and is not there yet: kinds of documents, kinds of security."""

    documents: Sequence[str]
    collateral: Sequence[str]
    has_figures: bool


def list_missing(wish: Wish, needed: Needed) -> tuple[str, ...]:
    """What a submission still lacks, in the order of the form."""
    fields = {"amount": wish.amount, "term_months": wish.term_months, "purpose": wish.purpose}
    missing = [name for name, value in fields.items() if value is None]
    if not needed.has_figures:
        missing.append("figures")
    return (
        *missing,
        *(f"collateral:{kind}" for kind in needed.collateral),
        *(f"document:{kind}" for kind in needed.documents),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a product offers."""

    min_amount: Money
    max_amount: Money
    min_term_months: int
    max_term_months: int


def narrow(bounds: Bounds, agreed: Agreed | None) -> Bounds:
    """A price that was offered holds for no more than that amount, and for that term."""
    if agreed is None:
        return bounds
    return replace(
        bounds,
        max_amount=min(bounds.max_amount, agreed.amount),
        min_term_months=agreed.term_months,
        max_term_months=agreed.term_months,
    )


def check_within(amount: Money | None, term_months: int | None, bounds: Bounds) -> None:
    if amount is not None and not bounds.min_amount <= amount <= bounds.max_amount:
        raise OutsideProduct(field="amount", least=bounds.min_amount, most=bounds.max_amount)
    least, most = bounds.min_term_months, bounds.max_term_months
    if term_months is not None and not least <= term_months <= most:
        raise OutsideProduct(field="term_months", least=least, most=most)


def check_purpose(purpose: str | None, offered: Collection[str]) -> None:
    if purpose is not None and purpose not in offered:
        raise OutsideProduct(field="purpose", offered=", ".join(offered))


def check_can_approve(asked: Money, amount: Money, term_months: int, basis: ApprovalBasis) -> None:
    """Never more than asked, than the limit, than is lent on the security; never outside of the
    product."""
    if amount > asked:
        raise AboveAsked(asked=asked)
    if amount > basis.limit:
        raise AboveLimit(limit=basis.limit)
    if basis.lending_value is not None and amount > basis.lending_value:
        raise AboveLendingValue(most=basis.lending_value)
    if amount > basis.group.limit:
        raise AboveGroupLimit(limit=basis.group.limit)
    bounds = Bounds(
        min_amount=basis.min_amount,
        max_amount=basis.max_amount,
        min_term_months=basis.min_term_months,
        max_term_months=basis.max_term_months,
    )
    check_within(amount, term_months, bounds)


def compute_limit(grade_limit: Money, net_assets_limit: Money, exposure: Money) -> Money:
    """What may still be approved: the lower ceiling, less what is owed and promised already."""
    ceiling = min(grade_limit, net_assets_limit)
    return max(ceiling - exposure, Money.zero(ceiling.currency))


def price_for(grade: str | None, prices: Mapping[str, Decimal]) -> Decimal:
    """The yearly rate of the product for a grade; without a score its highest."""
    if not prices or (grade is not None and grade not in prices):
        raise NoPrice(grade=grade)
    return prices[grade] if grade is not None else max(prices.values())


def compute_fee(amount: Money, fee_bps: int) -> Money:
    """The service fee 融资服务费 (FIN-9), rounded half up to the fen."""
    return amount.times(fee_bps * BASIS_POINT, Rounding.HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    fast_lane: Decimal
    manual: Decimal


LESS_MAY_BE_GRANTED = frozenset({"limit"})
"""Missing these refuses nobody: the approver may grant less than was asked."""


def is_refusal(missed: MissedCondition) -> bool:
    """A hard rule refuses by what is known; where nothing is known a person looks."""
    return missed.actual is not None and missed.fact not in LESS_MAY_BE_GRANTED


def choose_lane(
    score: int | None,
    missed: Collection[MissedCondition],
    thresholds: Thresholds,
    *,
    is_secured: bool = False,
) -> Lane:
    """FIN-3. Without a score, or with a condition that nobody can judge, it is work for people; so
    is security, which a person has to have accepted before anything is lent on it."""
    is_known = all(condition.actual is not None for condition in missed)
    if score is None or score < thresholds.manual or not is_known:
        return Lane.MANUAL
    is_fast = score >= thresholds.fast_lane and not is_secured
    return Lane.FAST if is_fast else Lane.NORMAL


def move_after_screening(screening: Screening) -> Move:
    """The machine may refuse by hard rules and choose the way; it never approves."""
    if any(is_refusal(missed) for missed in screening.missed):
        return Move.REJECT
    return Move.FAST_TRACK if screening.lane is Lane.FAST else Move.SEND_TO_REVIEW


def compute_deadline(starts_at: datetime, hours: Decimal, days_off: Collection[date]) -> datetime:
    """`hours` later on a clock that stands still on days off, from midnight to midnight of
    Shanghai: fast lanes run in the evening too, but nobody is late for a holiday."""
    left = timedelta(minutes=int(hours * 60))
    at = starts_at
    while True:
        day = business_date_at(at)
        next_day = start_of_day(day + timedelta(days=1))
        if day not in days_off:
            if left <= next_day - at:
                return at + left
            left -= next_day - at
        at = next_day

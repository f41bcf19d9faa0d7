"""What there is to say about a business day and its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rongqu.kernel.ids import LoanId, UserId
from rongqu.kernel.money import Money


class DayState(StrEnum):
    """A day is open until its end begins, and closed once every phase is done; never back."""

    OPEN = "open"
    RUNNING = "running"
    CLOSED = "closed"


class Phase(StrEnum):
    """The phases of a day's end, in their order: each stands on those before it."""

    RATES = "rates"
    """Floating rates take the LPR, where it has moved by their repricing day."""
    ACCRUAL = "accrual"
    """Interest earned by the end of the day, by difference to what was accrued before."""
    DEMANDS = "demands"
    """What falls due next morning is demanded."""
    DEBITS = "debits"
    """Direct debits of borrowers who agreed to them are noted; a job orders them at the bank."""
    PENALTIES = "penalties"
    """Penalty interest on late principal, by difference."""
    BUCKETS = "buckets"
    CLASSIFICATION = "classification"
    """Five categories 五级分类."""
    PROVISIONS = "provisions"
    """Where each loan stands, and what is set aside for its loss, by difference."""
    PORTFOLIO = "portfolio"
    """Roll rates and vintages."""
    NOTICES = "notices"

    @property
    def following(self) -> Phase | None:
        phases = [*Phase, None]
        return phases[phases.index(self) + 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseRun:
    """`attempts` above 1: it was broken off before, and nothing of that attempt was kept."""

    phase: Phase
    attempts: int
    started_at: datetime | None
    finished_at: datetime | None
    millis: int | None
    rows: int | None
    amount: Money | None

    @property
    def is_done(self) -> bool:
        return self.finished_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessDay:
    """`late_loans` and the amounts are known once their phase is done; `interest` and `penalty`
    are what the day added."""

    day: date
    state: DayState
    is_workday: bool
    opened_at: datetime
    started_at: datetime | None
    started_by: UserId | None
    closed_at: datetime | None
    phases: tuple[PhaseRun, ...]

    @property
    def next_phase(self) -> Phase | None:
        return next((run.phase for run in self.phases if not run.is_done), None)

    @property
    def late_loans(self) -> int | None:
        return self.run_of(Phase.BUCKETS).rows

    @property
    def interest(self) -> Money | None:
        return self.run_of(Phase.ACCRUAL).amount

    @property
    def penalty(self) -> Money | None:
        return self.run_of(Phase.PENALTIES).amount

    def run_of(self, phase: Phase) -> PhaseRun:
        return next(run for run in self.phases if run.phase is phase)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The day that is being closed. `as_of` is the morning after it: interest and penalty count
    the first day and not the last, so that is the day until which they are earned. `before` is
    the day that was closed last; None on the first one."""

    day: date
    as_of: date
    before: date | None
    late_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a phase did."""

    rows: int
    amount: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A day as operations see it in the calendar. `state` is None for a day still to come."""

    day: date
    is_workday: bool
    state: DayState | None


class Category(StrEnum):
    """五级分类, from best to worst; the last three are bad debt 不良."""

    NORMAL = "normal"
    SPECIAL_MENTION = "special_mention"
    SUBSTANDARD = "substandard"
    DOUBTFUL = "doubtful"
    LOSS = "loss"

    @property
    def rank(self) -> int:
        """1 to 5."""
        return list(Category).index(self) + 1


class Trigger(StrEnum):
    """What makes a loan worse than its days past due say; the policy `servicing.trigger_<kind>`
    says how bad at least."""

    RESTRUCTURED = "restructured"
    OTHER_DEFAULT = "other_default"
    LOST_CONTACT = "lost_contact"
    LITIGATION = "litigation"
    BANKRUPTCY = "bankruptcy"


class Debit(StrEnum):
    """What has become of a direct debit."""

    PLANNED = "planned"
    ORDERED = "ordered"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """A borrower's leave to collect what is due without being asked each time."""

    loan_id: LoanId
    given_by: UserId
    given_at: datetime


class Stock(StrEnum):
    """What is valued at each day's end for each lender, and booked by difference."""

    INTEREST = "interest"
    """Earned and not yet paid 应收利息."""
    PENALTY = "penalty"
    """Accrued and not yet paid 应收罚息."""
    ALLOWANCE = "allowance"
    """Set aside for losses 贷款损失准备."""

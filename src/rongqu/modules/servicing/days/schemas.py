"""Bodies of the API about business days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from pydantic import BaseModel

from rongqu.infra.web import MoneyBody
from rongqu.modules.servicing.days.types import (
    BusinessDay,
    CalendarDay,
    DayState,
    Mandate,
    Phase,
    PhaseRun,
)


class PhaseRunBody(BaseModel):
    """`rows` counts what the phase is about: loans, instalments, orders or notices."""

    phase: Phase
    attempts: int
    started_at: datetime | None
    finished_at: datetime | None
    millis: int | None
    rows: int | None
    amount: MoneyBody | None

    @classmethod
    def of(cls, run: PhaseRun) -> Self:
        return cls(
            phase=run.phase,
            attempts=run.attempts,
            started_at=run.started_at,
            finished_at=run.finished_at,
            millis=run.millis,
            rows=run.rows,
            amount=None if run.amount is None else MoneyBody.of(run.amount),
        )


class BusinessDayBody(BaseModel):
    day: date
    state: DayState
    is_workday: bool
    started_at: datetime | None
    closed_at: datetime | None
    late_loans: int | None
    interest: MoneyBody | None
    penalty: MoneyBody | None
    phases: list[PhaseRunBody]

    @classmethod
    def of(cls, day: BusinessDay) -> Self:
        return cls(
            day=day.day,
            state=day.state,
            is_workday=day.is_workday,
            started_at=day.started_at,
            closed_at=day.closed_at,
            late_loans=day.late_loans,
            interest=None if day.interest is None else MoneyBody.of(day.interest),
            penalty=None if day.penalty is None else MoneyBody.of(day.penalty),
            phases=[PhaseRunBody.of(run) for run in day.phases],
        )


class BusinessDaysBody(BaseModel):
    """The latest first. `today` is the calendar's day; `due` the next one to close, or None while
    it is not over."""

    today: date
    due: date | None
    items: list[BusinessDayBody]


class CalendarDayBody(BaseModel):
    day: date
    is_workday: bool
    state: DayState | None

    @classmethod
    def of(cls, day: CalendarDay) -> Self:
        return cls(day=day.day, is_workday=day.is_workday, state=day.state)


class CalendarBody(BaseModel):
    """Beyond `known_until` no holidays are known, and no day can be closed."""

    today: date
    known_until: date
    days: list[CalendarDayBody]


class DayWishBody(BaseModel):
    day: date


class MandateBody(BaseModel):
    """Whether what falls due is collected without being asked for."""

    is_given: bool
    given_at: datetime | None

    @classmethod
    def of(cls, mandate: Mandate | None) -> Self:
        return cls(
            is_given=mandate is not None, given_at=None if mandate is None else mandate.given_at
        )

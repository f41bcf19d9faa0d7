"""Which values a policy may get, and from when on: pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from rongqu.kernel.actor import Actor, Portal
from rongqu.modules.compliance.errors import (
    AlertDecided,
    ApprovalDecided,
    ApprovalNotFound,
    HitDecided,
    NotFrozen,
    StartsTooEarly,
    ValueNotWhole,
    ValueOutOfBounds,
)
from rongqu.modules.compliance.money_types import AlertStatus, Freeze
from rongqu.modules.compliance.screening_types import HitStatus
from rongqu.modules.compliance.types import Approval, ApprovalStatus, PolicyValue

FRACTIONAL_UNITS = frozenset({"ratio", "factor", "CNY", ""})
"""All others are counted."""


def check_value(value: Decimal, unit: str, lowest: Decimal | None, highest: Decimal | None) -> None:
    below = lowest is not None and value < lowest
    above = highest is not None and value > highest
    if below or above or not value.is_finite():
        raise ValueOutOfBounds(lowest=lowest, highest=highest)
    if unit not in FRACTIONAL_UNITS and value != value.to_integral_value():
        raise ValueNotWhole(unit=unit)


def check_starts_later(valid_from: date, business_date: date) -> None:
    if valid_from <= business_date:
        raise StartsTooEarly(valid_from=valid_from, today=business_date)


def check_may_decide(asked: Approval, actor: Actor, *, within: bool) -> None:
    """A house decides on its own people's wishes; the platform's people on all but those that stay
    within a house. What is another house's looks like none."""
    is_own_house = asked.organisation_id == actor.organisation
    is_platform = actor.portal in (Portal.OPERATIONS, Portal.SYSTEM)
    if not is_own_house and (within or not is_platform):
        raise ApprovalNotFound(approval_id=asked.id)


def check_undecided(status: ApprovalStatus) -> None:
    if status is not ApprovalStatus.PROPOSED:
        raise ApprovalDecided(status=status)


def check_alert_open(status: AlertStatus) -> None:
    if status is not AlertStatus.OPEN:
        raise AlertDecided(status=status)


def check_still_frozen(freeze: Freeze) -> None:
    if freeze.released_at is not None:
        raise NotFrozen(about=freeze.about)


def check_hit_open(status: HitStatus) -> None:
    if status is not HitStatus.OPEN:
        raise HitDecided(status=status)


def find_current(history: Sequence[PolicyValue], day: date) -> PolicyValue | None:
    """`history` newest first."""
    return next((value for value in history if value.valid_from <= day), None)


def find_next(history: Sequence[PolicyValue], day: date) -> PolicyValue | None:
    return next((value for value in reversed(history) if value.valid_from > day), None)

"""Facts about the numbers that are policy, and about who changed them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rongqu.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChangeProposed(Event):
    """Subject: the change."""

    name = "compliance.policy_change_proposed.v1"
    key: str
    value: Decimal
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChanged(Event):
    """Subject: the change, approved by a second person; the value holds from `valid_from`."""

    name = "compliance.policy_changed.v1"
    key: str
    value: Decimal
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyChangeRejected(Event):
    """Subject: the change. Nothing was changed."""

    name = "compliance.policy_change_rejected.v1"
    key: str

"""Decisions about what is sent when: pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from rongqu.modules.outreach.errors import EventsUnknown, NotSending, TooManyEndpoints
from rongqu.modules.outreach.types import AttemptOutcome, Endpoint, EndpointState, RetryPlan


def check_events(names: Collection[str], offered: Collection[str]) -> None:
    unknown = sorted(set(names) - set(offered))
    if unknown or not names:
        raise EventsUnknown(names=", ".join(unknown))


def check_room_left(there: int, most: int) -> None:
    if there >= most:
        raise TooManyEndpoints(most=most)


def check_is_sending(endpoint: Endpoint) -> None:
    if endpoint.state is not EndpointState.ACTIVE:
        raise NotSending(state=endpoint.state)


def compute_delay(tries: int, plan: RetryPlan) -> timedelta | None:
    """After so many failed tries in a row; None when they were enough."""
    if tries >= plan.attempts:
        return None
    seconds = plan.first_seconds * plan.factor ** min(tries - 1, 30)
    return timedelta(seconds=min(seconds, plan.longest_seconds))


def is_to_be_disabled(
    outcome: AttemptOutcome, failing_since: datetime, now: datetime, plan: RetryPlan
) -> bool:
    """It said that it is gone, or nothing has reached it for long."""
    has_failed_long = now - failing_since >= timedelta(hours=plan.disable_after_hours)
    return outcome is AttemptOutcome.GONE or has_failed_long


def outcome_of(status: int) -> AttemptOutcome:
    if 200 <= status < 300:
        return AttemptOutcome.DELIVERED
    return AttemptOutcome.GONE if status == 410 else AttemptOutcome.REFUSED

"""Quotas of programs: so many requests a minute and a day, as agreed with each caller.

They are counted once the caller is known, in the same way as the other limits and with the same
headers (`infra/rate_limits.py`). A day begins at midnight in Shanghai.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fastapi import Request
from sqlalchemy import select

from rongqu.infra.database import Connection
from rongqu.infra.rate_limits import DAY, STANDINGS, Counters, rate_window, stand
from rongqu.kernel.errors import TooManyRequests

SHANGHAI_SECONDS = 8 * 3600
"""East of Greenwich, all the year."""


@dataclass(frozen=True, slots=True)
class Quota:
    a_minute: int
    a_day: int


def count_request(request: Request, who: UUID, quota: Quota, now: datetime) -> None:
    """Raises TooManyRequests, with the time until the next window."""
    minutes: Counters = request.app.state.counters
    days: Counters = request.app.state.day_counters
    moment = now.timestamp()
    standings = [
        stand(minutes, _key_of(who), quota.a_minute, moment),
        stand(days, _key_of(who), quota.a_day, moment + SHANGHAI_SECONDS),
    ]
    request.scope[STANDINGS] = standings
    if spent := [standing.ends_in for standing in standings if standing.left < 0]:
        raise TooManyRequests(retry_after_seconds=max(spent))


async def count_today(connection: Connection, who: UUID, now: datetime) -> int:
    """How many requests the processes have told of today: a second old at most."""
    columns = rate_window.c
    today = int((now.timestamp() + SHANGHAI_SECONDS) // DAY)
    wanted = select(columns.hits).where(
        columns.key == _key_of(who), columns.span_seconds == DAY, columns.window_no == today
    )
    return (await connection.execute(wanted)).scalar_one_or_none() or 0


def _key_of(who: UUID) -> bytes:
    return hashlib.sha256(b"quota\0" + who.bytes).digest()

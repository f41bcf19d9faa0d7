"""Too many applications from one device, address or person within a time. Pure."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from datetime import datetime, timedelta

from rongqu.modules.fraud.types import Finding, Weight


def find_rushes(
    applications: Iterable[tuple[datetime, str]], *, most: int, within: timedelta
) -> list[Finding]:
    """`applications`: when, and from which device, address or person ("device:ab12"), in order of
    time. Each rush is found once, when it begins."""
    recent: defaultdict[str, deque[datetime]] = defaultdict(deque)
    found: list[Finding] = []
    for instant, source in applications:
        queue = recent[source]
        while queue and instant - queue[0] > within:
            queue.popleft()
        queue.append(instant)
        if len(queue) == most + 1:
            found.append(Finding("application.rush", Weight.STRONG, source))
    return found

"""Metrics for Prometheus: what this process does, and what the database knows.

The first kind is counted where it happens. The second kind, a *reading*, is asked of the database
when the worker is scraped; a room registers its own:

    @reading("rongqu_bad_debt_ratio", "Overdue above 90 days, as a share of what is outstanding.")
    async def read_bad_debt(tx: Tx) -> Values:
        return {(): await queries.get_bad_debt_ratio(tx)}
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily

from rongqu.infra.database import Engine
from rongqu.infra.tx import Tx, open_tx
from rongqu.kernel.actor import SYSTEM

Values = Mapping[tuple[str, ...], float | Decimal]
"""Values of the labels -> value; `{(): 3.0}` where there are no labels."""

Read = Callable[[Tx], Awaitable[Values]]

REQUEST_SECONDS = Histogram(
    "rongqu_http_request_seconds",
    "Time to answer a request.",
    ("method", "route", "status"),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
DELIVERIES = Counter(
    "rongqu_deliveries_total",
    "Events brought to handlers, by outcome: done, failed.",
    ("handler", "outcome"),
)
DELIVERY_SECONDS = Histogram(
    "rongqu_delivery_seconds",
    "Time a handler took.",
    ("handler",),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
JOBS = Counter("rongqu_jobs_total", "Jobs run, by outcome: done, failed.", ("job", "outcome"))
CONNECTIONS_IN_USE = Gauge(
    "rongqu_database_connections_in_use", "Connections this process has taken from its pool."
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    name: str
    words: str
    labels: tuple[str, ...]
    read: Read


_readings: dict[str, Reading] = {}


def reading(name: str, words: str, labels: tuple[str, ...] = ()) -> Callable[[Read], Read]:
    """Register a figure that the worker reads from the database when it is scraped."""

    def register(read: Read) -> Read:
        if name in _readings:
            raise ValueError(f"two readings are called {name}")
        _readings[name] = Reading(name, words, labels, read)
        return read

    return register


def registered_readings() -> Iterable[Reading]:
    return _readings.values()


async def read_all(engine: Engine) -> bytes:
    """Every registered reading in Prometheus' text form."""
    return await expose(engine, registered_readings())


async def expose(engine: Engine, readings: Iterable[Reading]) -> bytes:
    """One that fails is left out and counted, so that it hides none of the others."""
    collected = _Collected()
    failed = GaugeMetricFamily(
        "rongqu_reading_failed", "1 where a figure could not be read.", labels=["reading"]
    )
    for each in readings:
        try:
            async with open_tx(engine, SYSTEM) as tx:
                values = await each.read(tx)
        except Exception:
            log.exception("%s could not be read", each.name)
            failed.add_metric([each.name], 1)
            continue
        family = GaugeMetricFamily(each.name, each.words, labels=each.labels)
        for labels, value in values.items():
            family.add_metric(labels, float(value))
        collected.families.append(family)
    collected.families.append(failed)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(collected)
    return generate_latest(registry)


class _Collected:
    def __init__(self) -> None:
        self.families: list[GaugeMetricFamily] = []

    def collect(self) -> Iterable[GaugeMetricFamily]:
        return self.families

"""Deliveries and jobs as operators see them: counted, timed, traced, named in each log line."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from uuid import UUID

from rongqu.infra.observability.context import bound
from rongqu.infra.observability.metrics import DELIVERIES, DELIVERY_SECONDS, JOBS
from rongqu.infra.observability.tracing import work_span

DONE, FAILED = "done", "failed"


@contextmanager
def watched_delivery(handler: str, correlation_id: UUID) -> Generator[None]:
    """Around one handler. The correlation id is that of the request that published the event."""
    started = time.perf_counter()
    outcome = FAILED
    names = {"handler": handler, "correlation_id": str(correlation_id)}
    try:
        with bound(**names), work_span(handler, **names):
            yield
        outcome = DONE
    finally:
        DELIVERIES.labels(handler, outcome).inc()
        DELIVERY_SECONDS.labels(handler).observe(time.perf_counter() - started)


@contextmanager
def watched_job(name: str) -> Generator[None]:
    """Around one run of a job."""
    outcome = FAILED
    try:
        with bound(job=name), work_span(name, job=name):
            yield
        outcome = DONE
    finally:
        JOBS.labels(name, outcome).inc()

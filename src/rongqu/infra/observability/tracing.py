"""Traces by OpenTelemetry, when `RONGQU_OTEL_ENDPOINT` says where to; else nothing is done.

Spans: each request, each delivery and job, each statement. Statements carry their text with place
holders, never the values.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from opentelemetry import propagate
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer
from starlette.types import Scope

from rongqu.infra.database import Engine
from rongqu.infra.settings import OtelSettings

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor, TracerProvider

_tracer: Tracer | None = None


def configure_tracing(settings: OtelSettings, program: str) -> TracerProvider | None:
    """Returns what `stop_tracing` needs at the end, so that the last spans are sent."""
    if not settings.endpoint:
        return None
    # Half a second of imports, only for those who want traces.
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    exporter = OTLPSpanExporter(f"{settings.endpoint.rstrip('/')}/v1/traces")
    return trace_to(BatchSpanProcessor(exporter), program, settings.sample_ratio)


def trace_to(processor: SpanProcessor, program: str, sample_ratio: float = 1.0) -> TracerProvider:
    from opentelemetry.sdk.resources import SERVICE_NAME, Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased

    global _tracer  # one for the process, like the logs
    provider = TracerProvider(
        resource=Resource.create({SERVICE_NAME: f"rongqu-{program}"}),
        sampler=ParentBased(TraceIdRatioBased(sample_ratio)),
    )
    provider.add_span_processor(processor)
    _tracer = provider.get_tracer("rongqu")
    return provider


def stop_tracing(provider: TracerProvider | None) -> None:
    global _tracer
    _tracer = None
    if provider is not None:
        provider.shutdown()


def is_tracing() -> bool:
    return _tracer is not None


@contextmanager
def request_span(scope: Scope) -> Generator[Span]:
    """A caller's `traceparent` is continued."""
    assert _tracer is not None
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    caller = propagate.extract(headers)
    with _tracer.start_as_current_span(scope["method"], caller, SpanKind.SERVER) as span:
        yield span


@contextmanager
def work_span(name: str, **attributes: str) -> Generator[None]:
    """Around a delivery or a job."""
    if _tracer is None:
        yield
        return
    with _tracer.start_as_current_span(name, kind=SpanKind.CONSUMER, attributes=attributes):
        yield


def trace_statements(engine: Engine) -> None:
    """A span for every statement of this engine, if there are traces at all."""
    if _tracer is not None:
        engine.watch = partial(_statement_span, _tracer)


@contextmanager
def _statement_span(tracer: Tracer, sql: str) -> Generator[None]:
    with tracer.start_as_current_span(
        sql.split(maxsplit=1)[0].upper(),
        kind=SpanKind.CLIENT,
        record_exception=False,  # its message may quote personal data
        set_status_on_exception=False,
    ) as span:
        span.set_attribute("db.system.name", "postgresql")
        span.set_attribute("db.query.text", sql)
        try:
            yield
        except BaseException:
            span.set_status(Status(StatusCode.ERROR))
            raise

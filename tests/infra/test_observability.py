"""What operators see, and what nobody may see in it."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncGenerator, Callable, Generator
from uuid import UUID

import pytest
import structlog
from fastapi.routing import APIRoute
from httpx2 import ASGITransport, AsyncClient
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client import generate_latest
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from rongqu.infra.database import Engine, create_engine
from rongqu.infra.observability import logs
from rongqu.infra.observability.metrics import Reading, Values, expose, read_all
from rongqu.infra.observability.operations import add_operations
from rongqu.infra.observability.requests import ACTOR_ID, CORRELATION_ID, RequestLog
from rongqu.infra.observability.tracing import stop_tracing, trace_statements, trace_to
from rongqu.infra.observability.work import watched_delivery, watched_job
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.settings import LogFormat, LogSettings
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.kernel.pii import EmailAddress, PersonName
from rongqu.rooms import load_rooms
from rongqu.rooms import routers as routers_of_rooms

GIVEN = "0199aaaa-0000-7000-8000-000000000001"
SECRET = "lin.wei@example.cn"


@pytest.fixture
def log_json() -> Generator[Callable[[], None]]:
    """To be called in the test itself: pytest changes standard output between the phases."""
    before = logging.getLogger().handlers[:], logging.getLogger().level
    yield lambda: logs.configure_logs(LogSettings(format=LogFormat.JSON), "test")
    structlog.reset_defaults()
    logging.getLogger().handlers[:], level = before
    logging.getLogger().setLevel(level)
    logging.captureWarnings(capture=False)


@pytest.fixture
def spans() -> Generator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    provider = trace_to(SimpleSpanProcessor(exporter), "test")
    yield exporter
    stop_tracing(provider)


async def greet(request: Request) -> Response:
    request.scope[ACTOR_ID] = UUID(int=7)
    return JSONResponse({"seen": str(request.scope[CORRELATION_ID])})


async def fail(_: Request) -> Response:
    raise ValueError(f"Key (email)=({SECRET}) already exists")


@pytest.fixture
async def site(log_json: Callable[[], None]) -> AsyncGenerator[AsyncClient]:
    log_json()
    app = RequestLog(Starlette(routes=[Route("/people/{id}", greet), Route("/fail", fail)]))
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://rongqu") as client:
        yield client


def said(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


async def test_a_request_is_one_line_without_its_values(
    site: AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = await site.get(f"/people/{SECRET}?name={SECRET}", headers={"x-correlation-id": GIVEN})

    [line] = [entry for entry in said(capsys) if entry["event"] == "request"]
    assert answer.headers["x-correlation-id"] == GIVEN
    assert answer.json() == {"seen": GIVEN}
    assert line["route"] == "/people/{id}"
    assert (line["method"], line["status"], line["correlation_id"]) == ("GET", 200, GIVEN)
    assert line["actor_id"] == str(UUID(int=7))
    assert SECRET not in json.dumps(line)


@pytest.mark.parametrize("given", ["", "x" * 36, "' OR 1=1", "ü"])
async def test_a_correlation_id_that_is_none_is_replaced(site: AsyncClient, given: str) -> None:
    headers = {b"x-correlation-id": given.encode("latin-1")}
    answer = await site.get("/people/7", headers=list(headers.items()))
    assert UUID(answer.headers["x-correlation-id"]).version == 7


async def test_a_path_without_a_route_is_not_written_down(
    site: AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    await site.get(f"/nowhere/{SECRET}")
    assert [entry["route"] for entry in said(capsys) if entry["event"] == "request"] == [
        "unmatched"
    ]


def test_an_exception_is_told_without_its_message(
    log_json: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    log_json()
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as cause:
            raise ValueError(f"Key (email)=({SECRET}) already exists") from cause
    except ValueError:
        logging.getLogger("rongqu.somewhere").exception("could not be saved")
        structlog.get_logger().exception("could not be saved")

    output = capsys.readouterr().out
    assert SECRET not in output
    assert len(output.splitlines()) == 2
    for line in map(json.loads, output.splitlines()):
        assert line["event"] == "could not be saved"
        assert [link["type"] for link in line["exception"]] == ["ValueError", "KeyError"]
        assert "test_observability.py" in line["exception"][0]["places"][0]


def test_personal_data_masks_itself_in_every_line(
    log_json: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    log_json()
    who = {"name": PersonName("林薇"), "email": EmailAddress(SECRET)}
    structlog.get_logger().info("invited", person=who, email=who["email"])
    logging.getLogger("rongqu").warning("invited %s, %r", who["email"], who)

    output = capsys.readouterr().out
    assert "林薇" not in output
    assert SECRET not in output
    assert "l***@example.cn" in output
    assert len(output.splitlines()) == 2


def test_every_line_has_time_level_and_program(
    log_json: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    log_json()
    structlog.get_logger().info("here")
    logging.getLogger("rongqu").info("there")
    lines = said(capsys)
    assert [line["event"] for line in lines] == ["here", "there"]
    for line in lines:
        assert {"at", "level", "program", "event"} <= line.keys()
        assert (line["level"], line["program"]) == ("info", "test")


@pytest.fixture
async def operations(engine: Engine) -> AsyncGenerator[AsyncClient]:
    app = Starlette()
    add_operations(app, engine, with_readings=True)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://rongqu") as client:
        yield client


async def test_a_process_with_its_database_is_ready(operations: AsyncClient) -> None:
    healthy, ready = await operations.get("/healthz"), await operations.get("/readyz")
    assert (healthy.status_code, ready.status_code) == (200, 200)
    assert ready.json() == {"status": "ready", "checks": {"database": "ok"}}


async def test_a_process_without_its_database_is_healthy_and_not_ready() -> None:
    app, away = Starlette(), create_engine("postgresql+asyncpg://nobody@127.0.0.1:9/nowhere")
    add_operations(app, away)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://rongqu") as client:
        healthy, ready = await client.get("/healthz"), await client.get("/readyz")

    assert (healthy.status_code, ready.status_code) == (200, 503)
    assert ready.json() == {"status": "not ready", "checks": {"database": "failed"}}
    await away.dispose()


async def test_metrics_tell_requests_and_what_the_database_knows(operations: AsyncClient) -> None:
    content = (await operations.get("/metrics")).text
    assert "# TYPE rongqu_http_request_seconds histogram" in content
    assert "rongqu_relay_lag_seconds 0.0" in content
    assert "# TYPE rongqu_deliveries_parked gauge" in content
    assert "rongqu_database_connections_in_use" in content


async def test_a_parked_delivery_is_counted(engine: Engine) -> None:
    async with engine.begin(PLATFORM) as connection:
        entry = {"id": new_id(), "subject": new_id()}
        await connection.execute(
            text(
                "INSERT INTO infra.event_log (id, name, subject_id, parties, payload, actor_id, "
                "occurred_at, correlation_id) "
                "VALUES (:id, 'tests.x.v1', :subject, '{}', '{}', :id, now(), :id)"
            ),
            entry,
        )
        await connection.execute(
            text(
                "INSERT INTO infra.event_delivery "
                "(event_id, handler, subject_id, position, parked_at) "
                "VALUES (:id, 'servicing.open_loan', :subject, 1, now())"
            ),
            entry,
        )

    assert b'rongqu_deliveries_parked{room="servicing"} 1.0' in await read_all(engine)


async def test_a_reading_that_fails_hides_none_of_the_others(engine: Engine) -> None:
    async def fails(tx: Tx) -> Values:
        await tx.connection.execute(text("SELECT no_such_column"))
        return {}

    async def works(_: Tx) -> Values:
        return {("north",): 3}

    content = await expose(
        engine,
        [
            Reading("tests_fails", "Fails.", (), fails),
            Reading("tests_works", "Works.", ("region",), works),
        ],
    )

    assert b'tests_works{region="north"} 3.0' in content
    assert b'rongqu_reading_failed{reading="tests_fails"} 1.0' in content


async def test_a_request_and_its_statements_are_one_trace_without_values(
    spans: InMemorySpanExporter, database_url: str
) -> None:
    engine = create_engine(database_url)
    trace_statements(engine)

    async def look(request: Request) -> Response:
        async with engine.connect(PLATFORM) as connection:
            await connection.execute(
                text("SELECT CAST(:secret AS text)"), {"secret": request.path_params["id"]}
            )
        return JSONResponse({})

    app = RequestLog(Starlette(routes=[Route("/people/{id}", look)]))
    parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    async with AsyncClient(transport=ASGITransport(app), base_url="http://rongqu") as client:
        await client.get(f"/people/{SECRET}", headers={"traceparent": parent})
    await engine.dispose()

    finished = {span.name: span for span in spans.get_finished_spans()}
    request = finished["GET /people/{id}"]
    assert request.context is not None
    assert f"{request.context.trace_id:x}" == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert finished["SELECT"].parent == request.context
    assert SECRET not in "".join(span.to_json() for span in finished.values())


def test_deliveries_and_jobs_are_counted_and_name_themselves(
    log_json: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    log_json()
    with watched_delivery("tests.works", UUID(GIVEN)):
        logging.getLogger("rongqu").info("inside")
    with pytest.raises(ValueError, match="as asked"), watched_job("tests.fails"):
        raise ValueError("as asked")

    counted = generate_latest().decode()
    assert 'rongqu_deliveries_total{handler="tests.works",outcome="done"} 1.0' in counted
    assert 'rongqu_jobs_total{job="tests.fails",outcome="failed"} 1.0' in counted
    [line] = said(capsys)
    assert (line["handler"], line["correlation_id"]) == ("tests.works", GIVEN)


def test_each_route_is_logged_with_its_whole_path_in_its_room() -> None:
    """A router included in a room's router would be logged without the room's prefix."""
    load_rooms()
    routers = routers_of_rooms()
    included = [each for router in routers for each in router.routes if not hasattr(each, "path")]
    outside = {
        route.path_format
        for router in routers
        for route in router.routes
        if isinstance(route, APIRoute) and not route.path_format.startswith(router.prefix)
    }
    assert (included, outside) == ([], set())

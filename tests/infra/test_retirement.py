"""An endpoint that will go says so in the OpenAPI file and in every answer."""

from __future__ import annotations

from datetime import date

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from rongqu.infra.problems import add_problem_handlers, problems
from rongqu.infra.retirement import retiring
from rongqu.infra.security_headers import SecurityHeaders
from rongqu.infra.web import API, module_router
from rongqu.kernel.errors import NotFound

OLD = retiring(since=date(2027, 1, 1), sunset=date(2027, 7, 1), successor="/api/v1/things")


@pytest.fixture
def app() -> FastAPI:
    router = module_router("things", prefix="/things")

    @router.get("/old/{number}", responses=problems(), **OLD)
    async def get_old(number: int) -> int:  # pyright: ignore[reportUnusedFunction]  a route
        if number == 0:
            raise NotFound
        return number

    @router.get("/new", responses=problems())
    async def get_new() -> int:  # pyright: ignore[reportUnusedFunction]  a route
        return 1

    app = FastAPI()
    app.include_router(router, prefix=API)
    add_problem_handlers(app)
    app.add_middleware(SecurityHeaders, https=False)
    return app


def test_answers_and_refusals_say_since_when_and_until_when(app: FastAPI) -> None:
    client = TestClient(app)
    for number, status in ((1, 200), (0, 404)):
        answer = client.get(f"{API}/things/old/{number}")
        assert answer.status_code == status
        assert answer.headers["deprecation"] == "@1798761600"
        assert answer.headers["sunset"] == "Thu, 01 Jul 2027 00:00:00 GMT"
        assert answer.headers["link"] == '</api/v1/things>; rel="successor-version"'
    assert "deprecation" not in client.get(f"{API}/things/new").headers


def test_the_document_says_it_too(app: FastAPI) -> None:
    paths = app.openapi()["paths"]
    old = paths[f"{API}/things/old/{{number}}"]["get"]
    assert old["deprecated"] is True
    assert (old["x-deprecated-on"], old["x-sunset-on"]) == ("2027-01-01", "2027-07-01")
    assert "deprecated" not in paths[f"{API}/things/new"]["get"]


def test_nothing_goes_before_it_was_retired() -> None:
    with pytest.raises(ValueError, match="before it goes"):
        retiring(since=date(2027, 1, 1), sunset=date(2027, 1, 1), successor="/")

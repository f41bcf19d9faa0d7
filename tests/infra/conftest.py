"""The application with one more room: notes."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest
from httpx2 import ASGITransport, AsyncClient

from rongqu.infra.web import Setting
from rongqu.web import API, create_app
from tests.infra import noted_endpoints


@pytest.fixture
async def notes(setting: Setting) -> AsyncGenerator[AsyncClient]:
    app = create_app(setting)
    app.include_router(noted_endpoints.router, prefix=API)
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url=f"http://rongqu{API}") as client:
        yield client

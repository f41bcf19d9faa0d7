"""Browsers that sign in for real: who acts is found by the cookie."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient

from rongqu.infra.web import Setting
from rongqu.modules.identity.public import actor_of_request
from rongqu.web import create_app
from tests.builders.identity import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(setting: Setting, clock: Clock) -> FastAPI:
    return create_app(replace(setting, actor_of=actor_of_request, clock=clock))


@pytest.fixture
async def new_browser(site: FastAPI) -> AsyncGenerator[Callable[[], AsyncClient]]:
    """Each has its own cookies."""
    async with AsyncExitStack() as stack:

        def open_one() -> AsyncClient:
            transport = ASGITransport(site, raise_app_exceptions=False)
            opened = AsyncClient(transport=transport, base_url="http://rongqu/api/v1")
            stack.push_async_callback(opened.aclose)
            return opened

        yield open_one


@pytest.fixture
def browser(new_browser: Callable[[], AsyncClient]) -> AsyncClient:
    return new_browser()

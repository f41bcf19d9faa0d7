"""A database of its own for each story: programs commit for good."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from pathlib import Path

import pytest

from rongqu.infra.calendar import load_calendar
from rongqu.infra.database import create_engine
from rongqu.infra.policies import load_pack
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import new_id
from rongqu.modules.contracts.public import load_library
from rongqu.modules.privacy.public import load_texts
from tests.database import clone_template, url_of
from tests.flows.people import Crowd
from tests.flows.programs import Programs, running_programs


@pytest.fixture
def flow_database(socket_dir: str) -> str:
    return make_flow_database(socket_dir)


@pytest.fixture
def programs(flow_database: str, tmp_path: Path) -> Generator[Programs]:
    with running_programs(tmp_path, flow_database) as programs:
        yield programs


def make_flow_database(socket_dir: str) -> str:
    name = f"flow_{new_id().hex}"
    asyncio.run(_make(socket_dir, name))
    return url_of(socket_dir, name)


async def _make(socket_dir: str, name: str) -> None:
    await clone_template(socket_dir, name)
    engine = create_engine(url_of(socket_dir, name))
    async with open_tx(engine, SYSTEM) as tx:
        await load_pack(tx)
        await load_calendar(tx)
        await load_library(tx)
        await load_texts(tx)
    await engine.dispose()


@pytest.fixture
def crowd(programs: Programs) -> Generator[Crowd]:
    crowd = Crowd(programs.base_url, programs.mail)
    yield crowd
    crowd.leave()

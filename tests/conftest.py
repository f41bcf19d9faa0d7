"""A real PostgreSQL for every test that touches data, empty at the start of each."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from pathlib import Path
from tempfile import gettempdir

import pytest
from httpx2 import ASGITransport, AsyncClient
from hypothesis import settings as examples

from rongqu import rooms
from rongqu.adapters.model_keys import FolderModelKeys
from rongqu.infra.calendar import load_calendar
from rongqu.infra.database import Engine, create_engine
from rongqu.infra.jobs import Work
from rongqu.infra.live import LiveBoard
from rongqu.infra.policies import load_pack
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import APP_ROLE
from rongqu.infra.storage import Storage, open_storage
from rongqu.infra.tx import open_tx, utc_now
from rongqu.infra.web import Setting
from rongqu.kernel.actor import SYSTEM
from rongqu.modules.models.ports import ModelKeys
from rongqu.modules.privacy.public import load_texts
from rongqu.web import create_app
from tests.builders.actors import actor_from
from tests.database import clone_template, empty, shared_server, url_of

rooms.load_rooms()

examples.register_profile("house", parent=examples(), deadline=None)
examples.load_profile("house")
"""A busy machine is no failure. In CI, Hypothesis repeats the same examples by itself."""


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def socket_dir(testrun_uid: str) -> Generator[str]:
    """One server for all workers of a run."""
    with shared_server(Path(gettempdir()) / f"rongqu-{testrun_uid}") as server:
        yield str(server.socket_folder)


@pytest.fixture(scope="session")
async def database_url(socket_dir: str, worker_id: str) -> str:
    await clone_template(socket_dir, worker_id)
    return url_of(socket_dir, worker_id, APP_ROLE)


@pytest.fixture(scope="session")
async def owner_url(socket_dir: str, database_url: str, worker_id: str) -> str:
    """For what only the owner of the tables may do; the product works with `database_url`."""
    assert database_url  # the database is there
    return url_of(socket_dir, worker_id)


@pytest.fixture(scope="session")
async def table_owner(owner_url: str) -> AsyncGenerator[Engine]:
    engine = create_engine(owner_url, role=None)
    yield engine
    await engine.dispose()


@pytest.fixture(scope="session")
async def shared_engine(database_url: str) -> AsyncGenerator[Engine]:
    engine = create_engine(database_url)
    async with open_tx(engine, SYSTEM) as tx:
        await load_pack(tx)
        await load_calendar(tx)
        await load_texts(tx)
    yield engine
    await engine.dispose()


@pytest.fixture
async def engine(shared_engine: Engine, table_owner: Engine) -> Engine:
    await empty(table_owner)
    return shared_engine


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return open_storage(f"file://{tmp_path}/files")


@pytest.fixture
def setting(engine: Engine, storage: Storage, tmp_path: Path) -> Setting:
    return Setting(
        engine=engine,
        actor_of=actor_from,
        clock=utc_now,
        storage=storage,
        live=LiveBoard(engine),
        ports={ModelKeys: FolderModelKeys(tmp_path / "keys")},
    )


@pytest.fixture
async def client(setting: Setting) -> AsyncGenerator[AsyncClient]:
    """Who calls is said by headers that `signed_in` makes; the answer to a bug is a 500."""
    transport = ASGITransport(create_app(setting), raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://rongqu/api/v1") as client:
        yield client


@pytest.fixture
def relay(engine: Engine) -> Relay:
    return Relay(engine)


@pytest.fixture
def work(engine: Engine, storage: Storage) -> Work:
    """For running a job by hand: `await send_order.run(work, order_id=...)`."""
    return Work(engine=engine, storage=storage)

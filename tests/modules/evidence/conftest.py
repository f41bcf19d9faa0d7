"""A log, and events to put into it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import replace
from uuid import UUID

import pytest
from httpx2 import ASGITransport, AsyncClient

from rongqu.events.contracts import ContractVoided
from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.tx import open_tx
from rongqu.infra.web import Setting
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import new_id
from rongqu.modules.evidence.ports import CheckpointSigner
from rongqu.web import create_app
from tests.builders.evidence import SIGNER, put_on_record, with_signer

Publish = Callable[..., Awaitable[list[UUID]]]
Given = Callable[[int], Awaitable[list[UUID]]]


@pytest.fixture
def log_work(work: Work) -> Work:
    return with_signer(work)


@pytest.fixture
async def client(setting: Setting) -> AsyncGenerator[AsyncClient]:
    app = create_app(replace(setting, ports={CheckpointSigner: SIGNER}))
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://rongqu/api/v1") as client:
        yield client


@pytest.fixture
def publish(engine: Engine) -> Publish:
    """Events about a contract; the ids of the subjects."""

    async def publish(count: int, *, parties: tuple[UUID, ...] = ()) -> list[UUID]:
        subjects = [new_id() for _ in range(count)]
        async with open_tx(engine, SYSTEM) as tx:
            for subject in subjects:
                await tx.publish(
                    ContractVoided(
                        subject_id=subject,
                        parties=parties,
                        application_id=new_id(),
                        reason="expired",
                    )
                )
        return subjects

    return publish


@pytest.fixture
def given_entries(publish: Publish, log_work: Work) -> Given:
    async def given(count: int) -> list[UUID]:
        subjects = await publish(count)
        await put_on_record(log_work)
        return subjects

    return given

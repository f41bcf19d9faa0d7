"""A world for payments: the platform as a real server, and the sandbox bank that calls it back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
import uvicorn

from rongqu.adapters.custody_bank import Contact, HttpCustodyBank
from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.tx import utc_now
from rongqu.infra.web import Setting
from rongqu.kernel.ids import OrganisationId, PaymentOrderId, new_id
from rongqu.modules.ledger.public import AccountCode
from rongqu.modules.payments import jobs
from rongqu.modules.payments.ports import CustodyBank
from rongqu.modules.payments.public import PaymentOrder
from rongqu.modules.payments.types import OrderStatus
from rongqu.web import create_app
from tests.builders.bank import SECRET, BankProcess, free_port
from tests.builders.ledger import balance_of
from tests.builders.payments import given_account, read_order

PATIENCE_SECONDS = 60
BANK_TIMEOUT_SECONDS = 0.5


@pytest.fixture(scope="session")
def platform_port() -> int:
    return free_port()


@pytest.fixture(scope="session")
def running_bank(
    tmp_path_factory: pytest.TempPathFactory, platform_port: int
) -> Generator[BankProcess]:
    callback = f"http://127.0.0.1:{platform_port}/api/v1/payments/bank-messages"
    bank = BankProcess(folder=tmp_path_factory.mktemp("bank"), callback=callback)
    bank.start()
    yield bank
    bank.stop()


@pytest.fixture
def bank(running_bank: BankProcess) -> BankProcess:
    """In fair weather."""
    running_bank.play("DELETE", "/admin/faults")
    return running_bank


@dataclass(slots=True)
class World:
    """`later` lets time pass for jobs, so that nobody has to wait for a pause to end."""

    engine: Engine
    bank: BankProcess
    port: CustodyBank
    work: Work
    shift: timedelta = timedelta(0)

    async def given_holder(self, minor: int = 0) -> OrganisationId:
        """An organisation with an account here and at the bank; money comes from outside."""
        owner = OrganisationId(new_id())
        name = f"公司 {str(owner)[-4:]}"
        opened = self.bank.ask(
            "POST",
            "/v1/accounts",
            {"request_id": str(owner), "owner_ref": str(owner), "name": name},
        ).json()
        await given_account(self.engine, owner, account_no=opened["account_no"])
        if minor:
            incoming = {"account_no": opened["account_no"], "amount_minor": str(minor)}
            self.bank.play("POST", "/world/incoming", incoming)

            async def has_arrived() -> bool:
                return await self.custody(owner) == minor

            await eventually(has_arrived)
        return owner

    async def custody(self, owner: OrganisationId) -> int:
        return await balance_of(self.engine, AccountCode.CUSTODY, owner)

    async def frozen(self, owner: OrganisationId) -> int:
        return await balance_of(self.engine, AccountCode.FROZEN, owner)

    async def send(self, order_id: PaymentOrderId) -> None:
        await jobs.send_order.run(self.work, order_id=str(order_id))

    async def ask(self, order_id: PaymentOrderId) -> None:
        await jobs.ask_order.run(self.work, order_id=str(order_id))

    async def order(self, order_id: PaymentOrderId) -> PaymentOrder:
        return await read_order(self.engine, order_id)

    async def ended(self, order_id: PaymentOrderId) -> PaymentOrder:
        """Waits for the call-back."""

        async def has_ended() -> bool:
            return (await self.order(order_id)).status.is_final

        await eventually(has_ended)
        return await self.order(order_id)

    async def reaches(self, order_id: PaymentOrderId, status: OrderStatus) -> None:
        async def is_there() -> bool:
            return (await self.order(order_id)).status is status

        await eventually(is_there)


async def eventually(is_so: Callable[[], Awaitable[bool]]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not await is_so():
        assert time.monotonic() < deadline, "waited in vain"
        await asyncio.sleep(0.02)


@pytest.fixture
async def world(
    setting: Setting, work: Work, bank: BankProcess, platform_port: int
) -> AsyncGenerator[World]:
    port = HttpCustodyBank(Contact(bank.url, SECRET.decode(), timeout_seconds=BANK_TIMEOUT_SECONDS))
    ports = {CustodyBank: port}
    app = create_app(replace(setting, ports=ports))
    server = uvicorn.Server(
        uvicorn.Config(app, port=platform_port, access_log=False, log_level="warning")
    )
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    made = World(engine=work.engine, bank=bank, port=port, work=work)
    made.work = replace(work, ports=ports, clock=lambda: utc_now() + made.shift)
    yield made
    server.should_exit = True
    await serving
    await port.aclose()

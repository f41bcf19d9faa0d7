"""A worker that is killed (-9) after the bank has taken an order and before that is recorded.

Run as a program: `python -m tests.modules.payments.told_and_killed DATABASE BANK ORDER`.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from rongqu import rooms
from rongqu.adapters.custody_bank import Contact, HttpCustodyBank
from rongqu.infra.database import create_engine
from rongqu.infra.jobs import Work
from rongqu.infra.storage import open_storage
from rongqu.modules.payments import jobs
from rongqu.modules.payments.ports import BankOrder, CustodyBank, OrderNews
from tests.builders.bank import SECRET


class DeadlyBank(HttpCustodyBank):
    async def place_order(self, order: BankOrder) -> OrderNews:
        await super().place_order(order)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("still alive")


async def tell(database_url: str, bank_url: str, order_id: str) -> None:
    rooms.load_rooms()
    work = Work(
        engine=create_engine(database_url),
        storage=open_storage("file:///nowhere"),
        ports={CustodyBank: DeadlyBank(Contact(bank_url, SECRET.decode()))},
    )
    await jobs.send_order.run(work, order_id=order_id)


if __name__ == "__main__":
    asyncio.run(tell(*sys.argv[1:]))

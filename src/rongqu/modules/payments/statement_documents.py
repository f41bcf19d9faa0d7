"""A camt.053 document, from its bytes to the books; reading it keeps no transaction waiting."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence

from rongqu.infra.jobs import Work
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import StatementId, new_id
from rongqu.modules.payments.actions.import_statement import ReceivedStatement, import_statement
from rongqu.modules.payments.errors import StatementTooLarge
from rongqu.modules.payments.iso20022.camt053 import read_statements
from rongqu.modules.payments.ports import CustodyBank
from rongqu.modules.payments.types import Statement, StatementSource

MEGABYTE = 1_000_000


async def read_most_bytes(tx: Tx) -> int:
    return int(await read_policy(tx, "payments.statement_megabytes")) * MEGABYTE


async def read_received(
    content: bytes, most: int, source: StatementSource, first_id: StatementId
) -> Sequence[ReceivedStatement]:
    """A document may hold the statements of several days; the first gets the sender's id."""
    if len(content) > most:
        raise StatementTooLarge(most=most)
    sha256 = hashlib.sha256(content).hexdigest()
    documents = await asyncio.to_thread(read_statements, content)
    return [
        ReceivedStatement(
            id=first_id if number == 0 else StatementId(new_id()),
            document=document,
            sha256=sha256,
            source=source,
        )
        for number, document in enumerate(documents)
    ]


async def import_statement_document(
    work: Work, content: bytes, source: StatementSource, first_id: StatementId
) -> tuple[Statement, ...]:
    """All statements of the document, or none: a refusal comes through."""
    async with work.open_tx() as tx:
        most = await read_most_bytes(tx)
    received = await read_received(content, most, source, first_id)
    agreement = work.port(CustodyBank).agreement
    async with work.open_tx() as tx:
        return tuple([await import_statement(tx, each, agreement) for each in received])

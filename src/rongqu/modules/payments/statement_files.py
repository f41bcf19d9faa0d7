"""Statements on the wire: taken in without holding a transaction, and read off the event loop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request

from rongqu.infra.web import open_request_tx
from rongqu.kernel.ids import StatementId
from rongqu.modules.payments import permissions
from rongqu.modules.payments.actions.import_statement import ReceivedStatement
from rongqu.modules.payments.errors import StatementTooLarge
from rongqu.modules.payments.statement_documents import read_most_bytes, read_received
from rongqu.modules.payments.types import StatementSource

STATEMENT_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/xml": {"schema": {"type": "string", "format": "binary"}}},
    }
}


async def receive_statements(request: Request, statement_id: UUID) -> Sequence[ReceivedStatement]:
    """Ask who may, read no more than is allowed, understand it: then the transaction may open."""
    async with open_request_tx(request) as tx:
        tx.actor.require(permissions.IMPORT_STATEMENT)
        most = await read_most_bytes(tx)
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > most:
            raise StatementTooLarge(most=most)
    return await read_received(
        bytes(content), most, StatementSource.UPLOAD, StatementId(statement_id)
    )


ReceivedDep = Annotated[Sequence[ReceivedStatement], Depends(receive_statements)]

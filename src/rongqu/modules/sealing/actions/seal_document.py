"""Record what became of one document of a list: sealed, or refused with its reason."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.infra.tx import Tx
from rongqu.kernel.errors import DomainError
from rongqu.modules.contracts.public import ListedSignature, sign_listed
from rongqu.modules.sealing import queries
from rongqu.modules.sealing import tables as t
from rongqu.modules.sealing.types import Line, LineStatus


async def seal_document(tx: Tx, line: Line, signature: ListedSignature) -> bool:
    """Internal: only the job that seals calls it. The signature and the line in one transaction, so
    that it is never made twice. False when the signature has to be made anew; raises why it may not
    be there."""
    if await queries.lock_line(tx, line) is not LineStatus.PENDING:
        return True
    if not await sign_listed(tx, signature):
        return False
    await _mark(tx, line, LineStatus.SEALED, None)
    return True


async def fail_line(tx: Tx, line: Line, refused: DomainError) -> None:
    """Internal: what refused the document stands in the list, and in the count of its end."""
    if await queries.lock_line(tx, line) is LineStatus.PENDING:
        await _mark(tx, line, LineStatus.FAILED, refused.code)


async def _mark(tx: Tx, line: Line, status: LineStatus, reason: str | None) -> None:
    lines = t.line.c
    await tx.connection.execute(
        update(t.line)
        .where(lines.sealing_id == line.sealing_id, lines.place == line.place)
        .values(status=status, reason=reason)
    )

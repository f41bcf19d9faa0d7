"""What was found about a company as such, told to the lender of one of its applications."""

from __future__ import annotations

from dataclasses import replace

from rongqu.infra.tx import Tx
from rongqu.modules.fraud import queries
from rongqu.modules.fraud.actions.note_suspicions import note_suspicions
from rongqu.modules.fraud.types import Lines, Subject, Suspicion


async def tell_lender(tx: Tx, subject: Subject) -> None:
    """Internal: for the screening of an application, and for what is found while it is under way.
    Of what is open and strong, as it is now."""
    for found in await queries.list_strong_of_company(tx, subject.enterprise_id):
        lines = await _lines_of(tx, found)
        finding = replace(found.finding, lines=lines)
        await note_suspicions(tx, subject, found.source, [finding])


async def _lines_of(tx: Tx, found: Suspicion) -> Lines | None:
    if found.finding.lines is None:
        return None
    return replace(found.finding.lines, shown=await queries.read_lines(tx, found.id))

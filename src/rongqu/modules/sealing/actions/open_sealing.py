"""Choose documents that the own company's seal is to stand on."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import insert

from rongqu.events.sealing import SealingOpened
from rongqu.infra.tx import Tx
from rongqu.modules.contracts.public import EnvelopeId, SealPaper
from rongqu.modules.sealing import permissions, queries
from rongqu.modules.sealing import tables as t
from rongqu.modules.sealing.errors import NotWaiting
from rongqu.modules.sealing.rules import hash_list
from rongqu.modules.sealing.types import LineStatus, Sealing, SealingId, SealingStatus


async def open_sealing(tx: Tx, sealing_id: SealingId, chosen: Collection[EnvelopeId]) -> Sealing:
    """Nothing is agreed to yet. All of them, or none: the signer is to see the list they chose."""
    tx.actor.require(permissions.SIGN)
    papers = await queries.list_waiting(tx, chosen)
    gone = sorted(set(chosen) - {each.envelope_id for each in papers})
    if gone or not papers:
        raise NotWaiting(envelopes=", ".join(str(each) for each in gone))

    sha256 = hash_list((each.envelope_id, each.sha256) for each in papers)
    await tx.connection.execute(
        insert(t.sealing).values(
            id=sealing_id,
            organisation_id=tx.actor.organisation,
            status=SealingStatus.OPEN,
            sha256=sha256,
            made_by=tx.actor.id,
            made_at=tx.now,
        )
    )
    await tx.connection.execute(
        insert(t.line),
        [_line(sealing_id, place, each) for place, each in enumerate(papers, start=1)],
    )

    await tx.publish(
        SealingOpened(
            subject_id=sealing_id,
            parties=(tx.actor.organisation,),
            documents=len(papers),
            sha256=sha256,
        )
    )
    return await queries.get_sealing(tx, sealing_id)


def _line(sealing_id: SealingId, place: int, paper: SealPaper) -> dict[str, object]:
    return {
        "sealing_id": sealing_id,
        "place": place,
        "envelope_id": paper.envelope_id,
        "signer": paper.signer,
        "sha256": paper.sha256,
        "status": LineStatus.PENDING,
    }

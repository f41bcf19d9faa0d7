"""Hold every balance against the postings that made it, and keep the result."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import insert

from rongqu.events.ledger import BooksProved
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ProofId, new_id
from rongqu.modules.ledger import book_queries, permissions, tables
from rongqu.modules.ledger.types import Proof


async def prove_books(tx: Tx) -> Proof:
    tx.actor.require(permissions.VIEW_EVERYWHERE)

    proof = await book_queries.prove_books(tx, ProofId(new_id()))
    await tx.connection.execute(insert(tables.proof).values(**asdict(proof)))

    await tx.publish(
        BooksProved(subject_id=proof.id, parties=(tx.actor.organisation,), is_exact=proof.is_exact)
    )
    return proof

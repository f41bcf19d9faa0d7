"""What evidence does by itself."""

from __future__ import annotations

from rongqu.infra.jobs import Work, job
from rongqu.infra.observability.metrics import Values, reading
from rongqu.infra.tx import Tx
from rongqu.modules.evidence import auditing, queries
from rongqu.modules.evidence.actions.record_audit import record_audit
from rongqu.modules.evidence.anchoring import anchor_newest
from rongqu.modules.evidence.ports import Anchors, CheckpointSigner
from rongqu.modules.evidence.proving import prove_growth
from rongqu.modules.evidence.tree.proofs import ProofWrong, check_consistency


@job(queue="evidence", cron="30 17 * * *")
async def audit_record(work: Work) -> None:
    """Each night in Shanghai, and when somebody wants it."""
    audit = await auditing.audit_log(work, work.port(CheckpointSigner).verifier)
    async with work.open_tx() as tx:
        await record_audit(tx, audit)


@job(queue="evidence", cron="* * * * *")
async def copy_head(work: Work) -> None:
    """Each minute: the newest checkpoint goes to the file store, out of the database's reach.

    Only a tree that begins with the copied one takes its place; otherwise the copy stays, and the
    next audit tells what happened to the log.
    """
    verifier = work.port(CheckpointSigner).verifier
    head = await auditing.read_head(work, verifier)
    async with work.open_tx() as tx:
        newest = await queries.find_newest_checkpoint(tx)
        if newest is None or (head is not None and head.size >= newest.size):
            return
        if head is not None and head.size > 0:
            path = await prove_growth(tx, head.size, newest.size)
            try:
                check_consistency(head.size, newest.size, path, head.root, newest.root)
            except ProofWrong:
                return
    await work.storage.put_named(auditing.HEAD, newest.note.encode())


@job(queue="evidence", cron="*/5 * * * *")
async def anchor_head(work: Work) -> None:
    """Every five minutes, to each anchor by itself: one that is away holds up no other."""
    for anchor in work.port(Anchors).all:
        await anchor_newest(work, anchor)


@reading("rongqu_evidence_findings", "Damages that the last audit of the log has found.")
async def read_findings(tx: Tx) -> Values:
    audits = await queries.list_audits(tx, 1)
    return {(): len(audits[0].findings) + audits[0].more_findings} if audits else {}

"""What contracts does outside of any request."""

from __future__ import annotations

import asyncio
from uuid import UUID

from rongqu.infra.jobs import Work, job
from rongqu.infra.policies import read_policy
from rongqu.kernel.ids import ContractId
from rongqu.modules.contracts import queries, template_queries
from rongqu.modules.contracts.actions.record_draft import record_draft
from rongqu.modules.contracts.actions.void_contract import void_contract
from rongqu.modules.contracts.document.content import loan_values, on_record
from rongqu.modules.contracts.document.render import render
from rongqu.modules.contracts.library.composing import compose, plain_text
from rongqu.modules.contracts.review.reviewing import Reviewed, review
from rongqu.modules.contracts.review.types import TextKind
from rongqu.modules.contracts.rules import is_open
from rongqu.modules.contracts.types import ContractStatus, Document, VoidReason

FOLDER = "contracts"
LOAN_TEMPLATE = "loan"
RATE_CAP = "catalog.yearly_rate_cap"


@job(queue="contracts")
async def draft_document(work: Work, *, contract_id: str) -> None:
    """Make the PDF from the template in force, review its text and keep it, then say so. Made again
    on the same day it is the same file."""
    wanted = ContractId(UUID(contract_id))
    async with work.open_tx() as tx:
        contract = await queries.get_contract(tx, wanted)
        cap = await read_policy(tx, RATE_CAP)
        version = await template_queries.read_in_force(tx, LOAN_TEMPLATE)
    if contract.status is not ContractStatus.DRAFTING:
        return
    content = compose(version.text, loan_values(contract), contract.number)
    pdf = await asyncio.to_thread(render, content, contract.prepared_on)
    findings = review(
        Reviewed(
            text=plain_text(content),
            kind=TextKind.LOAN,
            rate_cap=cap,
            record=on_record(contract),
        )
    )
    file = await work.storage.put(FOLDER, pdf)
    async with work.open_tx() as tx:
        document = Document(key=file.key, sha256=file.sha256, size=file.size, template=version.name)
        await record_draft(tx, wanted, document, findings)


@job(queue="contracts", cron="10 16 * * *")
async def expire_contracts(work: Work) -> None:
    """Shortly after midnight in Shanghai: void what was not signed in time, one by one."""
    async with work.open_tx() as tx:
        late = await queries.list_ids_to_expire(tx, tx.business_date)
    for contract_id in late:
        async with work.open_tx() as tx:
            contract = await queries.lock_contract(tx, contract_id)
            if is_open(contract.status):
                await void_contract(tx, contract_id, VoidReason.EXPIRED)

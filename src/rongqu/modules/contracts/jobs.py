"""What contracts does outside of any request."""

from __future__ import annotations

import asyncio
from uuid import UUID

from rongqu.infra.jobs import Work, job
from rongqu.kernel.ids import ContractId
from rongqu.modules.contracts import queries, template_queries
from rongqu.modules.contracts.actions.record_draft import record_draft
from rongqu.modules.contracts.actions.void_contract import void_contract
from rongqu.modules.contracts.document.content import loan_values
from rongqu.modules.contracts.document.render import render
from rongqu.modules.contracts.library.composing import compose
from rongqu.modules.contracts.library.types import TemplateVersion
from rongqu.modules.contracts.types import Contract, ContractStatus, Document, VoidReason

FOLDER = "contracts"
LOAN_TEMPLATE = "loan"


@job(queue="contracts")
async def draft_document(work: Work, *, contract_id: str) -> None:
    """Make the PDF from the template in force and keep it, then say so. Made again on the same day
    it is the same file."""
    wanted = ContractId(UUID(contract_id))
    async with work.open_tx() as tx:
        contract = await queries.get_contract(tx, wanted)
        version = await template_queries.read_in_force(tx, LOAN_TEMPLATE)
    if contract.status is not ContractStatus.DRAFTING:
        return
    pdf = await asyncio.to_thread(make_loan, contract, version)
    file = await work.storage.put(FOLDER, pdf)
    async with work.open_tx() as tx:
        document = Document(key=file.key, sha256=file.sha256, size=file.size, template=version.name)
        await record_draft(tx, wanted, document)


@job(queue="contracts", cron="10 16 * * *")
async def expire_contracts(work: Work) -> None:
    """Shortly after midnight in Shanghai: void what was not signed in time, one by one."""
    async with work.open_tx() as tx:
        late = await queries.list_ids_to_expire(tx, tx.business_date)
    for contract_id in late:
        async with work.open_tx() as tx:
            contract = await queries.lock_contract(tx, contract_id)
            if contract.status in (ContractStatus.DRAFTING, ContractStatus.SIGNING):
                await void_contract(tx, contract_id, VoidReason.EXPIRED)


def make_loan(contract: Contract, version: TemplateVersion) -> bytes:
    content = compose(version.text, loan_values(contract), contract.number)
    return render(content, contract.prepared_on)

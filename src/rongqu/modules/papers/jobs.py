"""Drawing up the papers of a contract: typesetting takes long and stays out of transactions."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from rongqu.infra.jobs import Work, job
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ContractId
from rongqu.modules.contracts.public import (
    Contract,
    ContractStatus,
    Document,
    Draft,
    DraftSigner,
    OnRecord,
    TemplateVersion,
    get_contract,
    read_in_force,
    record_draft,
)
from rongqu.modules.papers.drawing.beside import Main, draw_beside
from rongqu.modules.papers.drawing.loan import on_record
from rongqu.modules.papers.drawing.main_text import draw_main
from rongqu.modules.papers.drawing.types import Agreed, Sheet
from rongqu.modules.papers.making import Making, make
from rongqu.modules.papers.security import read_security

FOLDER = "contracts"
RATE_CAP = "catalog.yearly_rate_cap"
WARNING_SHARE = "papers.pledge_warning_share"
DEPOSIT_DAYS = "leasing.deposit_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A paper to be made: number and title say what it is, `record` what it is compared with."""

    sheet: Sheet
    version: TemplateVersion
    number: str
    record: OnRecord


@dataclass(frozen=True, slots=True)
class _Set:
    plans: tuple[_Plan, ...]
    rate_cap: Decimal
    made_on: date


@job(queue="papers")
async def draw_up_papers(work: Work, *, contract_id: str) -> None:
    """Make the contract and what stands beside it from the texts in force, review them and keep
    them, then say so. Made again on the same day they are the same files."""
    wanted = ContractId(UUID(contract_id))
    async with work.open_tx() as tx:
        contract = await get_contract(tx, wanted)
        if contract.status is not ContractStatus.DRAFTING:
            return
        planned = await _plan(tx, contract)
    drafts = [await _draft(work, planned, each) for each in planned.plans]
    async with work.open_tx() as tx:
        await record_draft(tx, wanted, drafts[0], tuple(drafts[1:]))


async def _plan(tx: Tx, contract: Contract) -> _Set:
    agreed = Agreed(
        contract=contract,
        security=await read_security(tx, contract),
        warning_share=await read_policy(tx, WARNING_SHARE),
        deposit_days=int(await read_policy(tx, DEPOSIT_DAYS)),
    )
    main = draw_main(agreed)
    version = await read_in_force(tx, main.key)
    record = on_record(contract)
    plans = [_Plan(sheet=main, version=version, number=contract.number, record=record)]
    beside = draw_beside(agreed, Main(main.key, version.text.title))
    for place, sheet in enumerate(beside, 1):
        text = await read_in_force(tx, sheet.key)
        number = f"{contract.number}-{place}"
        plans.append(_Plan(sheet=sheet, version=text, number=number, record=OnRecord()))
    return _Set(tuple(plans), await read_policy(tx, RATE_CAP), contract.prepared_on)


async def _draft(work: Work, planned: _Set, plan: _Plan) -> Draft:
    version, sheet = plan.version, plan.sheet
    making = Making(
        version=version,
        values=sheet.values,
        number=plan.number,
        made_on=planned.made_on,
        rate_cap=planned.rate_cap,
        record=plan.record,
    )
    pdf, findings = await asyncio.to_thread(make, making)
    file = await work.storage.put(FOLDER, pdf)
    return Draft(
        kind=sheet.key,
        number=plan.number,
        title=f"{version.text.title.zh} {plan.number}",
        document=Document(key=file.key, sha256=file.sha256, size=file.size, template=version.name),
        signers=tuple(
            DraftSigner(role=each.variable, party=sheet.parties[each.variable])
            for each in version.text.parties
        ),
        findings=findings,
    )

"""What secures a contract, as the room collateral has it, and who stands in for the debt."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.uscc import parse_uscc
from rongqu.modules.collateral.public import Case, Valued, value_items, values_of
from rongqu.modules.contracts.public import Contract, Party
from rongqu.modules.papers.drawing.types import Secured
from rongqu.modules.parties.public import find_company


async def read_security(tx: Tx, contract: Contract) -> tuple[Secured, ...]:
    """What was pledged for this contract, as it stood on that day."""
    case = Case(
        application_id=contract.application_id,
        owner_id=contract.borrower.organisation_id,
        lender_id=contract.institution_id,
        term_months=contract.term_months,
    )
    things = await value_items(tx, case)
    return tuple(
        [await _secured(tx, thing) for thing in things if thing.item.contract_id == contract.id]
    )


async def _secured(tx: Tx, thing: Valued) -> Secured:
    record = values_of(thing.item)
    if thing.item.kind is not CollateralKind.PARK_GUARANTEE:
        return Secured(thing=thing, record=record)
    guarantor = await find_party(tx, record.text("park_uscc"))
    return Secured(thing=thing, record=record, guarantor=guarantor)


async def find_party(tx: Tx, uscc: str) -> Party | None:
    """An enterprise or an institution on the platform; None for whoever is not."""
    try:
        code = parse_uscc(uscc)
    except ValueError:
        return None
    company = await find_company(tx, code)
    if company is None:
        return None
    return Party(organisation_id=company.id, name=company.name, uscc=company.uscc)

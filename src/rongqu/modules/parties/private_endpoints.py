"""The API about who stands for a company and where its money goes."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import TxDep, module_router
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.parties import errors, permissions, private_queries, private_rules, queries
from rongqu.modules.parties.actions.reveal_private_part import reveal_private_part
from rongqu.modules.parties.actions.search_represented import search_represented
from rongqu.modules.parties.actions.state_bank_account import state_bank_account
from rongqu.modules.parties.actions.state_representative import state_representative
from rongqu.modules.parties.private_schemas import (
    BankAccountBody,
    FoundCompanyBody,
    IdNumberSearchBody,
    PlainPartBody,
    PrivateFactsBody,
    PrivateRevealBody,
    RepresentativeBody,
)
from rongqu.modules.parties.private_types import PrivateFacts

router = module_router("parties", prefix="/parties")


def _body(tx: Tx, facts: PrivateFacts) -> PrivateFactsBody:
    is_allowed = tx.actor.may(permissions.REVEAL)
    return PrivateFactsBody.of(
        facts, private_rules.purposes_of(tx.actor.roles) if is_allowed else ()
    )


@router.get(
    "/enterprises/{enterprise_id}/private-facts", responses=problems(errors.EnterpriseNotFound)
)
async def get_private_facts_endpoint(tx: TxDep, enterprise_id: UUID) -> PrivateFactsBody:
    """Masked for everybody, the company's own people too."""
    tx.actor.require(permissions.VIEW)
    return _body(tx, await private_queries.get_private_facts(tx, EnterpriseId(enterprise_id)))


@router.put(
    "/enterprises/{enterprise_id}/representative",
    responses=problems(errors.EnterpriseNotFound, errors.IdNumberWrong),
)
async def state_representative_endpoint(
    tx: TxDep, enterprise_id: UUID, body: RepresentativeBody
) -> PrivateFactsBody:
    stated = await state_representative(tx, EnterpriseId(enterprise_id), body.to_representative())
    return _body(tx, stated)


@router.put(
    "/enterprises/{enterprise_id}/bank-account",
    responses=problems(errors.EnterpriseNotFound, errors.AccountWrong),
)
async def state_bank_account_endpoint(
    tx: TxDep, enterprise_id: UUID, body: BankAccountBody
) -> PrivateFactsBody:
    stated = await state_bank_account(tx, EnterpriseId(enterprise_id), body.to_account())
    return _body(tx, stated)


@router.put(
    "/enterprises/{enterprise_id}/revelation",
    responses=problems(errors.EnterpriseNotFound, errors.RevealRefused),
)
async def reveal_private_part_endpoint(
    tx: TxDep, enterprise_id: UUID, body: PrivateRevealBody
) -> PlainPartBody:
    """PUT: no answer with the plain value is kept for a repeated request; each is on record."""
    return PlainPartBody(plain=await reveal_private_part(tx, body.to_reveal(enterprise_id)))


@router.put("/representative-search", responses=problems())
async def search_represented_endpoint(
    tx: TxDep, body: IdNumberSearchBody
) -> list[FoundCompanyBody]:
    """PUT with a body: a number in an address would lie in logs."""
    found = await search_represented(tx, body.to_number())
    companies = [await queries.get_enterprise(tx, each) for each in found]
    return [FoundCompanyBody(id=each.id, name=each.name) for each in companies]

"""From a wish to a paper that can be typeset: values are read, parties found, the text chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.modules.contracts.public import (
    Contract,
    ContractStatus,
    OnRecord,
    Party,
    PartyValue,
    Signer,
    TemplateVersion,
    Value,
    VariableUnknown,
    all_variables,
    get_contract,
    parse_value,
    read_in_force,
)
from rongqu.modules.papers import rules
from rongqu.modules.papers.errors import ContractNotOpen, PartyUnknown
from rongqu.modules.papers.making import Making
from rongqu.modules.papers.security import find_party
from rongqu.modules.papers.types import PaperWish, PlannedPaper

RATE_CAP = "catalog.yearly_rate_cap"
SIGNING_DAYS = "contracts.signing_days"


async def plan_paper(tx: Tx, paper_id: UUID, wish: PaperWish) -> PlannedPaper:
    """Its caller has required a permission. Raises what is wrong with the wish."""
    version = await read_in_force(tx, wish.key)
    names = [each.variable for each in version.text.parties]
    rules.check_parties(names, [each.variable for each in wish.signers])
    parties = await _find_parties(tx, wish)
    rules.check_is_signer(
        tx.actor.organisation, [each.organisation_id for each in parties.values()]
    )
    sign_by = wish.sign_by or await _last_day(tx)
    rules.check_sign_by(sign_by, tx.business_date)
    if wish.beside is not None:
        check_is_open(tx, await get_contract(tx, wish.beside))
    own: dict[str, Value] = {"prepared_on": tx.business_date, "sign_by": sign_by}
    named = {name: PartyValue(party.name, party.uscc) for name, party in parties.items()}
    making = Making(
        version=version,
        values=own | _read_values(version, names, wish.values) | named,
        number=f"RQ{tx.business_date:%Y%m%d}{paper_id.hex[-8:].upper()}",
        made_on=tx.business_date,
        rate_cap=await read_policy(tx, RATE_CAP),
        record=OnRecord(),
    )
    return PlannedPaper(
        key=wish.key,
        making=making,
        signers=_signers(names, wish, parties),
        sign_by=sign_by,
        beside=wish.beside,
    )


def check_is_open(tx: Tx, contract: Contract) -> None:
    """The lender puts papers beside its own contract, while it is being signed."""
    is_lender = contract.institution_id == tx.actor.organisation
    if contract.status is not ContractStatus.SIGNING or not is_lender:
        raise ContractNotOpen(status=contract.status)


async def _last_day(tx: Tx) -> date:
    return tx.business_date + timedelta(days=int(await read_policy(tx, SIGNING_DAYS)))


async def _find_parties(tx: Tx, wish: PaperWish) -> dict[str, Party]:
    found: dict[str, Party] = {}
    for signer in wish.signers:
        party = await find_party(tx, signer.uscc)
        if party is None:
            raise PartyUnknown(uscc=signer.uscc)
        found[signer.variable] = party
    return found


def _read_values(
    version: TemplateVersion, signing: list[str], given: Mapping[str, object]
) -> dict[str, Value]:
    """Raises VariableUnknown for what the text does not use, and ValueWrong."""
    variables = all_variables()
    wanted = set(version.variables) - set(signing)
    for name in given:
        if name not in wanted:
            raise VariableUnknown(variable=name)
    return {name: parse_value(variables[name], value) for name, value in given.items()}


def _signers(names: list[str], wish: PaperWish, parties: Mapping[str, Party]) -> tuple[Signer, ...]:
    """Numbered as the frames on the last page are: in the order of the text."""
    wishes = {each.variable: each for each in wish.signers}
    return tuple(
        Signer(
            number=number,
            rank=wishes[name].rank,
            organisation_id=parties[name].organisation_id,
            name=parties[name].name,
            uscc=parties[name].uscc,
            capacity=wishes[name].capacity,
            role=name,
        )
        for number, name in enumerate(names, 1)
    )

"""What is to secure an application, as the room collateral sees it, and what is lacking."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from rongqu.infra.tx import Tx
from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.ids import ContractId, OrganisationId
from rongqu.kernel.uscc import Uscc
from rongqu.modules.catalog.public import Terms
from rongqu.modules.collateral.public import (
    Case,
    Valued,
    kinds_lacking,
    list_items,
    reduction_share,
    value_items,
    values_of,
)
from rongqu.modules.fraud.public import Claim
from rongqu.modules.origination.types import Application, NewPrecedent, PrecedentKind
from rongqu.modules.parties.public import find_company

LETTER = ("letter_number", "park", "park_uscc")
"""What tells one guarantee from another."""


def case_of(application: Application, product: Terms, term_months: int | None = None) -> Case:
    """`term_months` as granted; before that as wished, or the longest there is."""
    months = term_months or application.wish.term_months or product.max_term_months
    return Case(
        application_id=application.id,
        owner_id=OrganisationId(application.applicant.id),
        lender_id=application.product.institution_id,
        term_months=months,
        lending_shares={each.kind: each.lending_share for each in product.collateral},
    )


async def value_security(
    tx: Tx, application: Application, product: Terms, term_months: int | None = None
) -> tuple[Valued, ...]:
    if not product.collateral:
        return ()
    return await value_items(tx, case_of(application, product, term_months))


async def list_claims(tx: Tx, application: Application) -> tuple[Claim, ...]:
    """The invoices that receivables of the application name."""
    items = await list_items(tx, application.id)
    return tuple(
        Claim(
            number=str(item.record["invoice_number"]),
            issued_on=date.fromisoformat(str(item.record["issued_on"])),
        )
        for item in items
        if item.kind is CollateralKind.RECEIVABLE
    )


async def list_letters_awaited(
    tx: Tx, case: Case, contract_id: ContractId
) -> tuple[NewPrecedent, ...]:
    """What guarantors sign on paper, because they are not on the platform to sign here: who is gets
    a guarantee of their own, in the contract's set of papers."""
    letters = list[NewPrecedent]()
    for item in await list_items(tx, case.application_id):
        if item.contract_id != contract_id or item.kind is not CollateralKind.PARK_GUARANTEE:
            continue
        letter = values_of(item)
        if await find_company(tx, Uscc(letter.text("park_uscc"))) is None:
            what = " · ".join(letter.text(name) for name in LETTER)
            letters.append(NewPrecedent(what=what, kind=PrecedentKind.GUARANTEE_LETTER))
    return tuple(letters)


def lacking_security(product: Terms, items: Collection[Valued]) -> tuple[CollateralKind, ...]:
    """Carbon data are offered, not asked for: without them there is no discount."""
    return kinds_lacking([each.kind for each in product.collateral if each.lending_share], items)


def is_secured(product: Terms) -> bool:
    return any(each.lending_share for each in product.collateral)


def saving_of(items: Collection[Valued]) -> Decimal:
    """The best of what was accepted as carbon data."""
    data = (it for it in items if it.counts and it.item.kind is CollateralKind.CARBON_REDUCTION)
    return max((reduction_share(valued) for valued in data), default=Decimal(0))

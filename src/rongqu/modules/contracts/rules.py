"""The life of a contract, as a table; who signs, and what makes a signature count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from rongqu.kernel.ids import OrganisationId
from rongqu.kernel.schedule import DuePart
from rongqu.modules.contracts.errors import (
    AlreadySigned,
    CannotSign,
    CannotVoid,
    DocumentChanged,
    NotParty,
    SigningExpired,
)
from rongqu.modules.contracts.types import Contract, Side
from rongqu.modules.contracts.types import ContractStatus as S

MOVES: dict[S, frozenset[S]] = {
    S.DRAFTING: frozenset({S.SIGNING, S.VOIDED}),
    S.SIGNING: frozenset({S.SIGNED, S.VOIDED}),
    S.SIGNED: frozenset(),
    S.VOIDED: frozenset(),
}


def side_of(contract: Contract, organisation: OrganisationId) -> Side:
    match organisation:
        case contract.borrower.organisation_id:
            return Side.ENTERPRISE
        case contract.lender.organisation_id:
            return Side.INSTITUTION
        case _:
            raise NotParty(contract_id=contract.id)


def check_can_sign(contract: Contract, side: Side, sha256: str, business_date: date) -> None:
    """`sha256` is of the file that the signer was shown."""
    if S.SIGNED not in MOVES[contract.status]:
        raise CannotSign(status=contract.status)
    if business_date > contract.sign_by:
        raise SigningExpired(sign_by=contract.sign_by)
    if side in {signature.side for signature in contract.signatures}:
        raise AlreadySigned(side=side)
    if sha256 != contract.sha256:
        raise DocumentChanged(contract_id=contract.id)


def status_after(signed: Iterable[Side]) -> S:
    """The state follows from the signatures; nobody sets it apart from them."""
    return S.SIGNED if set(signed) == set(Side) else S.SIGNING


def check_can_void(status: S) -> None:
    if S.VOIDED not in MOVES[status]:
        raise CannotVoid(status=status)


def order_parts(ranks: Mapping[DuePart, Decimal]) -> tuple[DuePart, ...]:
    """The order of the policy; of equal ranks the order in which the parts are listed."""
    return tuple(sorted(DuePart, key=lambda part: ranks[part]))


def compute_sign_by(prepared_on: date, signing_days: Decimal) -> date:
    """The last day on which it may be signed."""
    return prepared_on + timedelta(days=int(signing_days))

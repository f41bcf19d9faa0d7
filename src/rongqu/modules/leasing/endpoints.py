"""The API of leases: parse, call, answer."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.idempotency import KeyReused
from rongqu.infra.policies import read_policy
from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, TxDep, module_router
from rongqu.kernel.ids import LoanId
from rongqu.modules.leasing import permissions, queries
from rongqu.modules.leasing.actions.ask_set_off import DEPOSIT_DAYS, ask_set_off
from rongqu.modules.leasing.errors import LeaseNotFound, NoDepositLeft, NotLateEnough
from rongqu.modules.leasing.schemas import LeaseStateBody
from rongqu.modules.leasing.types import Lease

router = module_router("leasing", prefix="/leases")


@router.get("/{loan_id}", responses=problems(LeaseNotFound))
async def get_lease_endpoint(tx: TxDep, loan_id: UUID) -> LeaseStateBody:
    tx.actor.require(permissions.VIEW)
    return await _shown(tx, await queries.get_lease(tx, LoanId(loan_id)))


@router.post(
    "/{loan_id}/set-off",
    dependencies=[ONCE],
    responses=problems(KeyReused, LeaseNotFound, NoDepositLeft, NotLateEnough),
)
async def set_off_deposit_endpoint(tx: TxDep, loan_id: UUID) -> LeaseStateBody:
    """The lessor uses what is left of the deposit for late rent. The money moves in a moment."""
    return await _shown(tx, await ask_set_off(tx, LoanId(loan_id)))


async def _shown(tx: Tx, lease: Lease) -> LeaseStateBody:
    days = int(await read_policy(tx, DEPOSIT_DAYS))
    return LeaseStateBody.of(lease, await queries.list_used(tx, lease), days)

"""The lessor has the deposit used for rent that is late."""

from __future__ import annotations

from rongqu.events.leasing import SetOffAsked
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import LoanId
from rongqu.modules.leasing import permissions, queries, rules
from rongqu.modules.leasing.errors import LeaseNotFound
from rongqu.modules.leasing.types import Lease
from rongqu.modules.servicing.public import lock_loan

DEPOSIT_DAYS = "leasing.deposit_days"


async def ask_set_off(tx: Tx, lease_id: LoanId) -> Lease:
    """The lessor does not see the lessee's account, so a handler moves the money. Asking twice
    moves it once: what was set off is held no more."""
    tx.actor.require(permissions.SET_OFF)
    lease = await queries.find_locked(tx, lease_id)
    if lease is None or lease.lessor != tx.actor.organisation:
        raise LeaseNotFound(lease_id=lease_id)
    loan = await lock_loan(tx, lease_id)
    days = int(await read_policy(tx, DEPOSIT_DAYS))
    rules.check_can_set_off(lease, loan.lateness.days_on(tx.business_date), days)

    await tx.publish(SetOffAsked(subject_id=lease.id, parties=lease.parties, held=lease.held))
    return lease

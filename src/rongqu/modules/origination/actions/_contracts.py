"""An application that is withdrawn takes its unsigned contract with it."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.collateral.public import release_items
from rongqu.modules.contracts.public import (
    CannotVoid,
    ContractNotFound,
    VoidReason,
    void_contract,
)
from rongqu.modules.origination.errors import CannotMove, ContractNotReady
from rongqu.modules.origination.types import Application, Move, Stage


async def void_unsigned(tx: Tx, application: Application) -> None:
    """Nothing to do before there is a contract; refused once it is signed by all."""
    if application.stage is not Stage.CONTRACT or application.contract_id is None:
        return
    try:
        await void_contract(tx, application.contract_id, VoidReason.WITHDRAWN)
    except ContractNotFound as error:
        raise ContractNotReady(contract_id=application.contract_id) from error
    except CannotVoid as error:
        raise CannotMove(stage=Stage.PAYOUT, move=Move.WITHDRAW) from error
    await release_items(tx, application.contract_id)

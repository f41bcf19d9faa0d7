"""The front door of contracts."""

from rongqu.modules.contracts.actions.sign_contract import sign_contract
from rongqu.modules.contracts.actions.void_contract import void_contract
from rongqu.modules.contracts.errors import CannotVoid, ContractNotFound
from rongqu.modules.contracts.queries import get_contract
from rongqu.modules.contracts.types import (
    Contract,
    ContractStatus,
    Party,
    Side,
    Signature,
    VoidReason,
)

__all__ = [
    "CannotVoid",
    "Contract",
    "ContractNotFound",
    "ContractStatus",
    "Party",
    "Side",
    "Signature",
    "VoidReason",
    "get_contract",
    "sign_contract",
    "void_contract",
]

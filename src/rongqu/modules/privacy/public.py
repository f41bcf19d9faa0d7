"""The front door of privacy."""

from rongqu.modules.privacy.errors import ConsentMissing
from rongqu.modules.privacy.holdings import Holding, declare_holding
from rongqu.modules.privacy.purposes import load_texts
from rongqu.modules.privacy.queries import (
    is_consented,
    is_withdrawn,
    list_consenting,
    list_withdrawn,
    require_consent,
)
from rongqu.modules.privacy.types import UseOfData

__all__ = [
    "ConsentMissing",
    "Holding",
    "UseOfData",
    "declare_holding",
    "is_consented",
    "is_withdrawn",
    "list_consenting",
    "list_withdrawn",
    "load_texts",
    "require_consent",
]

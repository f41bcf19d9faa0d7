"""The front door of privacy."""

from rongqu.modules.privacy.actions.give_consent import give_consent
from rongqu.modules.privacy.errors import ConsentMissing
from rongqu.modules.privacy.holdings import Holding, declare_holding
from rongqu.modules.privacy.purposes import load_texts
from rongqu.modules.privacy.queries import (
    get_text_in_force,
    is_consented,
    is_withdrawn,
    list_consenting,
    list_withdrawn,
    require_consent,
)
from rongqu.modules.privacy.types import ConsentWish, UseOfData

__all__ = [
    "ConsentMissing",
    "ConsentWish",
    "Holding",
    "UseOfData",
    "declare_holding",
    "get_text_in_force",
    "give_consent",
    "is_consented",
    "is_withdrawn",
    "list_consenting",
    "list_withdrawn",
    "load_texts",
    "require_consent",
]

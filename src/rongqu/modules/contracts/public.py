"""The front door of contracts."""

from rongqu.modules.contracts.actions.agree_to_sign import agree_to_sign
from rongqu.modules.contracts.actions.load_library import load_library
from rongqu.modules.contracts.actions.void_contract import void_contract
from rongqu.modules.contracts.envelope_queries import get_envelope
from rongqu.modules.contracts.envelope_types import Envelope, EnvelopeId, Intent, IntentMethod
from rongqu.modules.contracts.errors import CannotVoid, ContractNotFound
from rongqu.modules.contracts.queries import get_contract
from rongqu.modules.contracts.review.reviewing import Reviewed, review
from rongqu.modules.contracts.review.types import Finding, Rule, Severity, TextKind, is_severe
from rongqu.modules.contracts.signatures.verifying import (
    FileVerdict,
    PdfCheck,
    SignatureCheck,
    SignatureVerdict,
    verify_pdf,
)
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
    "Envelope",
    "EnvelopeId",
    "FileVerdict",
    "Finding",
    "Intent",
    "IntentMethod",
    "Party",
    "PdfCheck",
    "Reviewed",
    "Rule",
    "Severity",
    "Side",
    "Signature",
    "SignatureCheck",
    "SignatureVerdict",
    "TextKind",
    "VoidReason",
    "agree_to_sign",
    "get_contract",
    "get_envelope",
    "is_severe",
    "load_library",
    "review",
    "verify_pdf",
    "void_contract",
]

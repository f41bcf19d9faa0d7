"""The front door of contracts."""

from rongqu.modules.contracts.actions.agree_to_sign import agree_to_sign
from rongqu.modules.contracts.actions.load_library import load_library
from rongqu.modules.contracts.actions.open_envelope import open_envelope
from rongqu.modules.contracts.actions.record_draft import Draft, DraftSigner, record_draft
from rongqu.modules.contracts.actions.void_contract import void_contract
from rongqu.modules.contracts.document.render import render
from rongqu.modules.contracts.envelope_queries import get_envelope, list_set
from rongqu.modules.contracts.envelope_types import (
    Capacity,
    Envelope,
    EnvelopeId,
    EnvelopeStatus,
    Intent,
    IntentMethod,
    NewEnvelope,
    Signer,
    StoredDocument,
)
from rongqu.modules.contracts.errors import (
    CannotSign,
    CannotVoid,
    ContractNotFound,
    TemplateMissing,
    ValueMissing,
    ValueWrong,
    VariableUnknown,
)
from rongqu.modules.contracts.library.composing import Values, compose, plain_text
from rongqu.modules.contracts.library.types import Language, TemplateText, TemplateVersion, Words
from rongqu.modules.contracts.library.variables import (
    PartyValue,
    TableValue,
    Value,
    VariableKind,
    all_variables,
    parse_value,
    write_percent,
)
from rongqu.modules.contracts.permissions import SEND, VIEW
from rongqu.modules.contracts.queries import get_contract, lock_contract
from rongqu.modules.contracts.review.reviewing import Reviewed, review
from rongqu.modules.contracts.review.types import (
    Finding,
    OnRecord,
    Rule,
    Severity,
    TextKind,
    is_severe,
)
from rongqu.modules.contracts.signatures.verifying import (
    FileVerdict,
    PdfCheck,
    SignatureCheck,
    SignatureVerdict,
    verify_pdf,
)
from rongqu.modules.contracts.template_queries import read_in_force
from rongqu.modules.contracts.template_rules import text_kind_of
from rongqu.modules.contracts.types import (
    Contract,
    ContractStatus,
    Document,
    Party,
    Side,
    Signature,
    VoidReason,
)

__all__ = [
    "SEND",
    "VIEW",
    "CannotSign",
    "CannotVoid",
    "Capacity",
    "Contract",
    "ContractNotFound",
    "ContractStatus",
    "Document",
    "Draft",
    "DraftSigner",
    "Envelope",
    "EnvelopeId",
    "EnvelopeStatus",
    "FileVerdict",
    "Finding",
    "Intent",
    "IntentMethod",
    "Language",
    "NewEnvelope",
    "OnRecord",
    "Party",
    "PartyValue",
    "PdfCheck",
    "Reviewed",
    "Rule",
    "Severity",
    "Side",
    "Signature",
    "SignatureCheck",
    "SignatureVerdict",
    "Signer",
    "StoredDocument",
    "TableValue",
    "TemplateMissing",
    "TemplateText",
    "TemplateVersion",
    "TextKind",
    "Value",
    "ValueMissing",
    "ValueWrong",
    "Values",
    "VariableKind",
    "VariableUnknown",
    "VoidReason",
    "Words",
    "agree_to_sign",
    "all_variables",
    "compose",
    "get_contract",
    "get_envelope",
    "is_severe",
    "list_set",
    "load_library",
    "lock_contract",
    "open_envelope",
    "parse_value",
    "plain_text",
    "read_in_force",
    "record_draft",
    "render",
    "review",
    "text_kind_of",
    "verify_pdf",
    "void_contract",
    "write_percent",
]

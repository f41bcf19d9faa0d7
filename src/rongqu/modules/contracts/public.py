"""The front door of contracts."""

from rongqu.modules.contracts.actions._brought import bring_contracts, read_customary
from rongqu.modules.contracts.actions.agree_to_sign import agree_to_sign
from rongqu.modules.contracts.actions.load_library import load_library
from rongqu.modules.contracts.actions.offer_code import (
    OfferedCode,
    offer_code_for,
)
from rongqu.modules.contracts.actions.open_envelope import open_envelope
from rongqu.modules.contracts.actions.record_draft import Draft, DraftSigner, record_draft
from rongqu.modules.contracts.actions.sign_listed import (
    ListedSignature,
    sign_listed,
)
from rongqu.modules.contracts.actions.void_contract import void_contract
from rongqu.modules.contracts.document.render import render
from rongqu.modules.contracts.envelope_queries import get_envelope, list_set
from rongqu.modules.contracts.envelope_schemas import (
    AgreeBody,
    ChallengeBody,
    OfferedCodeBody,
)
from rongqu.modules.contracts.envelope_types import (
    Capacity,
    Consent,
    Envelope,
    EnvelopeId,
    EnvelopeStatus,
    Intent,
    IntentMethod,
    NewEnvelope,
    Paper,
    SealPaper,
    Signer,
    StoredDocument,
)
from rongqu.modules.contracts.errors import (
    CannotSign,
    CannotVoid,
    CodeWrong,
    ContractNotFound,
    DocumentChanged,
    IntentMissing,
    NoAddressForCode,
    TemplateMissing,
    TooManyCodes,
    ValueMissing,
    ValueWrong,
    VariableUnknown,
)
from rongqu.modules.contracts.intents import (
    Counted,
    count_proof,
    take_proof,
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
from rongqu.modules.contracts.listed_signing import (
    SealKit,
    make_kit,
    sign_paper,
)
from rongqu.modules.contracts.permissions import (
    SEND,
    SIGN,
    VIEW,
    VIEW_EVERYWHERE,
)
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
from rongqu.modules.contracts.seal_queries import (
    SealKey,
    list_waiting_for_seal,
    read_papers,
)
from rongqu.modules.contracts.template_queries import read_in_force
from rongqu.modules.contracts.template_rules import text_kind_of
from rongqu.modules.contracts.types import (
    Contract,
    ContractStatus,
    Customary,
    Document,
    Party,
    Side,
    Signature,
    VoidReason,
)

__all__ = [
    "SEND",
    "SIGN",
    "VIEW",
    "VIEW_EVERYWHERE",
    "AgreeBody",
    "CannotSign",
    "CannotVoid",
    "Capacity",
    "ChallengeBody",
    "CodeWrong",
    "Consent",
    "Contract",
    "ContractNotFound",
    "ContractStatus",
    "Counted",
    "Customary",
    "Document",
    "DocumentChanged",
    "Draft",
    "DraftSigner",
    "Envelope",
    "EnvelopeId",
    "EnvelopeStatus",
    "Finding",
    "Intent",
    "IntentMethod",
    "IntentMissing",
    "Language",
    "ListedSignature",
    "NewEnvelope",
    "NoAddressForCode",
    "OfferedCode",
    "OfferedCodeBody",
    "OnRecord",
    "Paper",
    "Party",
    "PartyValue",
    "Reviewed",
    "Rule",
    "SealKey",
    "SealKit",
    "SealPaper",
    "Severity",
    "Side",
    "Signature",
    "Signer",
    "StoredDocument",
    "TableValue",
    "TemplateMissing",
    "TemplateText",
    "TemplateVersion",
    "TextKind",
    "TooManyCodes",
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
    "bring_contracts",
    "compose",
    "count_proof",
    "get_contract",
    "get_envelope",
    "is_severe",
    "list_set",
    "list_waiting_for_seal",
    "load_library",
    "lock_contract",
    "make_kit",
    "offer_code_for",
    "open_envelope",
    "parse_value",
    "plain_text",
    "read_customary",
    "read_in_force",
    "read_papers",
    "record_draft",
    "render",
    "review",
    "sign_listed",
    "sign_paper",
    "take_proof",
    "text_kind_of",
    "void_contract",
    "write_percent",
]

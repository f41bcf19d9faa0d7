"""The front door of evidence: the verifier, and things with what they secure."""

from __future__ import annotations

from rongqu.modules.evidence.actions.erase_fact import check_erasable, erase_fact
from rongqu.modules.evidence.actions.pledge_for import PledgeFor, pledge_for
from rongqu.modules.evidence.actions.register_for import register_for
from rongqu.modules.evidence.actions.release_for import release_for
from rongqu.modules.evidence.asset_queries import (
    find_asset_state,
    find_pledged_mark,
    list_pledged_prints,
)
from rongqu.modules.evidence.asset_types import AssetKind, AssetMark, AssetState
from rongqu.modules.evidence.documents.apart import verify_apart
from rongqu.modules.evidence.documents.verdicts import (
    FileVerdict,
    PdfCheck,
    SignatureCheck,
    SignatureVerdict,
)
from rongqu.modules.evidence.documents.verifying import verify_pdf
from rongqu.modules.evidence.errors import (
    AlreadyPledged,
    AssetKnown,
    ErasureRefused,
    NotYetOnRecord,
)
from rongqu.modules.evidence.notes import NoteInvalid, VerifierKey
from rongqu.modules.evidence.ports import CheckpointSigner
from rongqu.modules.evidence.proving import ProvedEvent, prove_events
from rongqu.modules.evidence.rules import fingerprint_of
from rongqu.modules.evidence.types import ErasureGround, WantedErasure
from rongqu.modules.evidence.verifying import Cosignature, Verdict, Verification, is_fork, verify
from rongqu.modules.evidence.verifying_records import RecordsVerification, verify_records

__all__ = [
    "AlreadyPledged",
    "AssetKind",
    "AssetKnown",
    "AssetMark",
    "AssetState",
    "CheckpointSigner",
    "Cosignature",
    "ErasureGround",
    "ErasureRefused",
    "FileVerdict",
    "NotYetOnRecord",
    "NoteInvalid",
    "PdfCheck",
    "PledgeFor",
    "ProvedEvent",
    "RecordsVerification",
    "SignatureCheck",
    "SignatureVerdict",
    "Verdict",
    "Verification",
    "VerifierKey",
    "WantedErasure",
    "check_erasable",
    "erase_fact",
    "find_asset_state",
    "find_pledged_mark",
    "fingerprint_of",
    "is_fork",
    "list_pledged_prints",
    "pledge_for",
    "prove_events",
    "register_for",
    "release_for",
    "verify",
    "verify_apart",
    "verify_pdf",
    "verify_records",
]

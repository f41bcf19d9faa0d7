"""The front door of evidence: the verifier, and whether a thing is pledged already."""

from __future__ import annotations

from rongqu.modules.evidence.asset_queries import find_asset_state
from rongqu.modules.evidence.asset_types import AssetKind, AssetMark, AssetState
from rongqu.modules.evidence.notes import NoteInvalid, VerifierKey
from rongqu.modules.evidence.verifying import Cosignature, Verdict, Verification, is_fork, verify

__all__ = [
    "AssetKind",
    "AssetMark",
    "AssetState",
    "Cosignature",
    "NoteInvalid",
    "Verdict",
    "Verification",
    "VerifierKey",
    "find_asset_state",
    "is_fork",
    "verify",
]

"""The front door of evidence: the verifier, which needs nothing of ours but the file."""

from __future__ import annotations

from rongqu.modules.evidence.notes import NoteInvalid, VerifierKey
from rongqu.modules.evidence.verifying import Cosignature, Verdict, Verification, is_fork, verify

__all__ = [
    "Cosignature",
    "NoteInvalid",
    "Verdict",
    "Verification",
    "VerifierKey",
    "is_fork",
    "verify",
]

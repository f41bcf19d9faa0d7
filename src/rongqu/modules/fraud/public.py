"""The front door of fraud."""

from rongqu.modules.fraud.actions.note_suspicions import note_suspicions
from rongqu.modules.fraud.checking_lines import Claim, check_claims
from rongqu.modules.fraud.errors import FileNotExaminable, FileTooLarge
from rongqu.modules.fraud.examining import examine_whole
from rongqu.modules.fraud.queries import count_strong
from rongqu.modules.fraud.telling import tell_lender
from rongqu.modules.fraud.types import Examination, Finding, Source, Subject, Weight
from rongqu.modules.fraud.velocity import find_rushes

__all__ = [
    "Claim",
    "Examination",
    "FileNotExaminable",
    "FileTooLarge",
    "Finding",
    "Source",
    "Subject",
    "Weight",
    "check_claims",
    "count_strong",
    "examine_whole",
    "find_rushes",
    "note_suspicions",
    "tell_lender",
]

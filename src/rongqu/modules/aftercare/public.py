"""The front door of aftercare."""

from rongqu.modules.aftercare.actions.add_document import NewDocument, add_document
from rongqu.modules.aftercare.actions.agree_covenant import agree_covenant
from rongqu.modules.aftercare.actions.answer_question import answer_question
from rongqu.modules.aftercare.actions.ask_question import NewQuestion, ask_question
from rongqu.modules.aftercare.actions.call_ballot import NewBallot, call_ballot
from rongqu.modules.aftercare.actions.cast_vote import cast_vote
from rongqu.modules.aftercare.actions.submit_report import Submission, submit_report
from rongqu.modules.aftercare.queries import list_reports
from rongqu.modules.aftercare.types import (
    BallotId,
    Covenant,
    Measure,
    OfferingDocumentKind,
    QuestionId,
)

__all__ = [
    "BallotId",
    "Covenant",
    "Measure",
    "NewBallot",
    "NewDocument",
    "NewQuestion",
    "OfferingDocumentKind",
    "QuestionId",
    "Submission",
    "add_document",
    "agree_covenant",
    "answer_question",
    "ask_question",
    "call_ballot",
    "cast_vote",
    "list_reports",
    "submit_report",
]

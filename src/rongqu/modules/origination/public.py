"""The front door of origination."""

from rongqu.modules.origination.actions.approve_application import Decision, approve_application
from rongqu.modules.origination.actions.attach_document import Upload, attach_document
from rongqu.modules.origination.actions.judge_collateral import judge_collateral
from rongqu.modules.origination.actions.keep_collateral import keep_collateral
from rongqu.modules.origination.actions.meet_precedent import Proof, meet_precedent
from rongqu.modules.origination.actions.pass_due_diligence import pass_due_diligence
from rongqu.modules.origination.actions.pass_review import pass_review
from rongqu.modules.origination.actions.reject_application import reject_application
from rongqu.modules.origination.actions.return_application import return_application
from rongqu.modules.origination.actions.start_application import Start, start_application
from rongqu.modules.origination.actions.submit_application import submit_application
from rongqu.modules.origination.actions.take_application import take_application
from rongqu.modules.origination.actions.take_waiver_back import take_waiver_back
from rongqu.modules.origination.actions.waive_fee import waive_fee
from rongqu.modules.origination.actions.withdraw_application import withdraw_application
from rongqu.modules.origination.basis import get_basis
from rongqu.modules.origination.dossier import Dossier, get_dossier
from rongqu.modules.origination.errors import (
    ApplicationNotFound,
    FeeFixed,
    FeeWaivedAlready,
    OutsideProduct,
    ProductNotOffered,
)
from rongqu.modules.origination.permissions import VIEW, VIEW_EVERYWHERE
from rongqu.modules.origination.queries import (
    Wanted,
    find_approval,
    get_application,
    list_applications,
    list_steps,
)
from rongqu.modules.origination.sets import commitments, products_applied_for
from rongqu.modules.origination.types import (
    Agreed,
    Application,
    Approval,
    ApprovalBasis,
    CheckResult,
    HeldReason,
    QueueView,
    RejectReason,
    ReturnReason,
    Stage,
    Step,
    Wish,
    WithdrawReason,
)

__all__ = [
    "VIEW",
    "VIEW_EVERYWHERE",
    "Agreed",
    "Application",
    "ApplicationNotFound",
    "Approval",
    "ApprovalBasis",
    "CheckResult",
    "Decision",
    "Dossier",
    "FeeFixed",
    "FeeWaivedAlready",
    "HeldReason",
    "OutsideProduct",
    "ProductNotOffered",
    "Proof",
    "QueueView",
    "RejectReason",
    "ReturnReason",
    "Stage",
    "Start",
    "Step",
    "Upload",
    "Wanted",
    "Wish",
    "WithdrawReason",
    "approve_application",
    "attach_document",
    "commitments",
    "find_approval",
    "get_application",
    "get_basis",
    "get_dossier",
    "judge_collateral",
    "keep_collateral",
    "list_applications",
    "list_steps",
    "meet_precedent",
    "pass_due_diligence",
    "pass_review",
    "products_applied_for",
    "reject_application",
    "return_application",
    "start_application",
    "submit_application",
    "take_application",
    "take_waiver_back",
    "waive_fee",
    "withdraw_application",
]

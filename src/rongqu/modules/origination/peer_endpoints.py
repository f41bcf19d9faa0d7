"""What other platforms say about the things of an application; the reviewer may ask again."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.problems import problems
from rongqu.infra.web import ONCE, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.collateral.public import list_peer_answers
from rongqu.modules.origination import errors, permissions, queries
from rongqu.modules.origination.actions.ask_peers_again import ask_peers_again
from rongqu.modules.origination.peer_schemas import PeerAnswersBody

router = module_router("origination", prefix="/applications/{application_id}/peer-answers")


@router.get("", responses=problems(errors.ApplicationNotFound))
async def list_peer_answers_endpoint(tx: TxDep, application_id: UUID) -> PeerAnswersBody:
    """Empty where no peers are connected: then nobody was asked. The company is not shown it."""
    tx.actor.require(permissions.INVESTIGATE)
    application = await queries.get_application(tx, ApplicationId(application_id))
    return PeerAnswersBody.of(await list_peer_answers(tx, application.id))


@router.post(
    "/questions", dependencies=[ONCE], responses=problems(KeyReused, errors.ApplicationNotFound)
)
async def ask_peers_again_endpoint(tx: TxDep, application_id: UUID) -> PeerAnswersBody:
    """Those that have not answered are asked at once."""
    application = await ask_peers_again(tx, ApplicationId(application_id))
    return PeerAnswersBody.of(await list_peer_answers(tx, application.id))

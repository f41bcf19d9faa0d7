"""What catalog does once a second person has agreed."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.catalog import permissions
from rongqu.modules.catalog.actions.propose_terms import PUBLISH_TERMS
from rongqu.modules.catalog.actions.publish_product import publish_product
from rongqu.modules.catalog.actions.publish_version import NewVersion, publish_version
from rongqu.modules.catalog.types import Proposal
from rongqu.modules.compliance.public import Approval, stored_command


@stored_command(PUBLISH_TERMS, approve=permissions.PUBLISH, content=Proposal, within=True)
async def publish_terms_once_approved(tx: Tx, approved: Approval, agreed: Proposal) -> None:  # noqa: ARG001
    if agreed.based_on is None:
        await publish_product(tx, agreed.product_id, agreed.terms)
        return
    new = NewVersion(product_id=agreed.product_id, based_on=agreed.based_on, terms=agreed.terms)
    await publish_version(tx, new)

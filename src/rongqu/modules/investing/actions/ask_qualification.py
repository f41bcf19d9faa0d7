"""State to be a qualified investor; a second person, of the platform, looks at the proof."""

from __future__ import annotations

from rongqu.events.investing import QualificationAsked
from rongqu.infra.policies import read_policies_on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.compliance.public import Approval, Ask, ask_approval
from rongqu.modules.investing import permissions
from rongqu.modules.investing.errors import ProofTooLow
from rongqu.modules.investing.suitability import queries
from rongqu.modules.investing.suitability.types import QualifiedProof

QUALIFY = "investing.qualify_investor"
ASSETS, INCOME = "investing.qualified_assets", "investing.qualified_income"


async def ask_qualification(tx: Tx, proof: QualifiedProof) -> Approval:
    """Figures below the policy's are refused at once: assets, or for a person income instead."""
    tx.actor.require(permissions.INVEST)
    investor = await queries.get_standing(tx, tx.actor.organisation)
    least = await read_policies_on(tx, (ASSETS, INCOME), tx.business_date)
    assets, income = (Money.parse(f"{least[key]:f}", "CNY") for key in (ASSETS, INCOME))
    by_income = investor.is_person and income <= proof.yearly_income
    if proof.assets < assets and not by_income:
        raise ProofTooLow(assets=assets, yearly_income=income)

    asked = await ask_approval(
        tx,
        Ask(
            id=ApprovalId(new_id()),
            command=QUALIFY,
            subject=str(investor.investor_id),
            content=proof,
            reason=proof.document,
        ),
    )

    await tx.publish(
        QualificationAsked(subject_id=investor.investor_id, parties=(investor.investor_id,))
    )
    return asked

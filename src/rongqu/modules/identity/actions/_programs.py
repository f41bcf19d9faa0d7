"""What several actions on service accounts share."""

from __future__ import annotations

from rongqu.infra.policies import read_policies_on
from rongqu.infra.quotas import Quota
from rongqu.infra.tx import Tx
from rongqu.modules.identity.program_rules import ProgramPolicy
from rongqu.modules.identity.program_types import KeyTerm

KEYS = {
    name: f"identity.{name}"
    for name in (
        "program_requests_a_minute",
        "program_requests_a_day",
        "programs_per_organisation",
        "key_days",
        "key_overlap_hours",
    )
}


async def read_program_policy(tx: Tx) -> ProgramPolicy:
    values = await read_policies_on(tx, KEYS.values(), tx.business_date)
    read = {name: int(values[key]) for name, key in KEYS.items()}
    return ProgramPolicy(
        quota=Quota(read["program_requests_a_minute"], read["program_requests_a_day"]),
        programs=read["programs_per_organisation"],
        key=KeyTerm(read["key_days"], read["key_overlap_hours"]),
    )

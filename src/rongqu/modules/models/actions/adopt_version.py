"""Take in a signed model file and ask for its post at once: what is left is a second person's."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.compliance.public import Approval
from rongqu.modules.models import permissions, queries
from rongqu.modules.models.actions.ask_appointment import ask_appointment
from rongqu.modules.models.actions.register_version import register_version
from rongqu.modules.models.serving.signing import JSON, open_sealed
from rongqu.modules.models.types import Adoption, Appointment, Version


async def adopt_version(
    tx: Tx, artefact: str, trusted: frozenset[str], wish: Adoption
) -> tuple[Version, Approval]:
    """One that is known is not taken in twice. Raises what registering and asking do."""
    tx.actor.require(permissions.REGISTER)
    version = await _find_known(tx, artefact, trusted)

    if version is None:
        version = await register_version(tx, artefact, trusted)
    appointment = Appointment(number=version.number, post=wish.post)
    return version, await ask_appointment(tx, appointment, wish.reason)


async def _find_known(tx: Tx, artefact: str, trusted: frozenset[str]) -> Version | None:
    digest = queries.digest_of(open_sealed(artefact, JSON, trusted))
    return next((one for one in await queries.list_versions(tx) if one.digest == digest), None)

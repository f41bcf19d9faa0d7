"""Take in a signed model file as a new version. It answers nothing until it is appointed."""

from __future__ import annotations

import json

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.models import ModelRegistered
from rongqu.infra.tx import Tx
from rongqu.kernel.errors import Busy
from rongqu.kernel.ids import new_id
from rongqu.modules.models import permissions, queries, rules, tables
from rongqu.modules.models.errors import ModelKnown, ModelUnreadable
from rongqu.modules.models.serving.artefact import NotAModel, read_model
from rongqu.modules.models.serving.model import Model
from rongqu.modules.models.serving.signing import JSON, open_sealed
from rongqu.modules.models.types import Version
from rongqu.modules.models.use import declared_use


async def register_version(tx: Tx, artefact: str, trusted: frozenset[str]) -> Version:
    """Raises ModelUnreadable, ModelNotTrusted, FeaturesUnknown, ModelHasNoFigures, ModelKnown."""
    tx.actor.require(permissions.REGISTER)
    content = open_sealed(artefact, JSON, trusted)
    model = _read(content)
    rules.check_can_register(model, declared_use().features())
    digest = queries.digest_of(content)
    if any(one.digest == digest for one in await queries.list_versions(tx)):
        raise ModelKnown(digest=digest[:12])
    number, version_id = await queries.next_number(tx), new_id()

    made = await tx.connection.execute(
        insert(tables.version)
        .values(
            id=version_id,
            number=number,
            name=model.name,
            kind=model.kind,
            artefact=artefact,
            digest=digest,
            signed_by=json.loads(artefact)["key"],
            facts=model.facts,
            features=[name for name, _ in model.features],
            registered_by=tx.actor.id,
            registered_at=tx.now,
        )
        .on_conflict_do_nothing()  # of two at once the second waits here
    )
    if made.rowcount == 0:
        raise Busy(retry="another version was registered at the same instant")

    await tx.publish(
        ModelRegistered(
            subject_id=version_id, parties=(tx.actor.organisation,), number=number, digest=digest
        )
    )
    return await queries.get_version(tx, number)


def _read(content: bytes) -> Model:
    try:
        return read_model(content.decode("utf-8"))
    except (NotAModel, UnicodeDecodeError):
        raise ModelUnreadable(reason="format") from None

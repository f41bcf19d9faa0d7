"""Take records away, signed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rongqu.events.evidence import RecordsExported
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.modules.evidence import permissions
from rongqu.modules.evidence.errors import TooManyToExport
from rongqu.modules.evidence.ports import CheckpointSigner
from rongqu.modules.evidence.record_export import pack_records
from rongqu.modules.identity.public import RecordSearch, read_records


async def export_records(tx: Tx, search: RecordSearch, signer: CheckpointSigner) -> bytes:
    """Who took what away is a record itself."""
    tx.actor.require(permissions.EXPORT)
    most = int(await read_policy(tx, "evidence.most_exported"))
    records = await read_records(tx, search, most + 1)
    if len(records) > most:
        raise TooManyToExport(most=most)

    asked = {key: str(value) for key, value in asdict(search).items() if value is not None}
    about: dict[str, Any] = {
        "format": "rongqu-records/1",
        "asked": asked,
        "records": len(records),
        "exported_by": str(tx.actor.id),
        "exported_at": tx.now.isoformat(),
    }
    archive, digest = pack_records(records, about, signer)

    await tx.publish(
        RecordsExported(
            subject_id=new_id(),
            parties=(tx.actor.organisation,),
            records=len(records),
            sha256=digest,
            asked=asked,
        )
    )
    return archive

"""Take records away, signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from rongqu.events.evidence import RecordsExported
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.modules.evidence import permissions
from rongqu.modules.evidence.errors import TooManyToExport
from rongqu.modules.evidence.ports import CheckpointSigner
from rongqu.modules.evidence.record_export import RecordArchive
from rongqu.modules.evidence.verifying_records import FORMAT
from rongqu.modules.identity.public import RecordSearch, read_records


async def export_records(tx: Tx, search: RecordSearch, signer: CheckpointSigner) -> Iterator[bytes]:
    """Who took what away is a record itself. The archive is whole, and on record, before its first
    byte is sent."""
    tx.actor.require(permissions.EXPORT)
    most = int(await read_policy(tx, "evidence.most_exported"))
    asked = {key: str(value) for key, value in asdict(search).items() if value}
    with RecordArchive() as archive:
        async for records in read_records(tx, search):
            if archive.records + len(records) > most:
                raise TooManyToExport(most=most)
            archive.add(records)
        about = {
            "format": FORMAT,
            "asked": asked,
            "records": archive.records,
            "exported_by": str(tx.actor.id),
            "exported_at": tx.now.isoformat(),
        }
        digest = archive.sign(about, signer)

    await tx.publish(
        RecordsExported(
            subject_id=new_id(),
            parties=(tx.actor.organisation,),
            records=archive.records,
            sha256=digest,
            asked=asked,
        )
    )
    return archive.chunks()

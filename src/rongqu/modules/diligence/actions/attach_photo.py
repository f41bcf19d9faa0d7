"""A picture of a visit, with when and where it was taken as the device says."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.diligence import PhotoTaken
from rongqu.infra.policies import read_policy
from rongqu.infra.storage import StoredFile
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.diligence import permissions, queries, rules
from rongqu.modules.diligence import tables as t
from rongqu.modules.diligence.errors import TooManyPhotos
from rongqu.modules.diligence.types import Photo, PhotoId, Stated, VisitId

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPhoto:
    """The caller makes the id: sent again, it is there once."""

    id: PhotoId
    visit_id: VisitId
    file_type: str
    stored: StoredFile
    stated: Stated


async def check_may_attach(tx: Tx, application_id: ApplicationId, visit_id: VisitId) -> int:
    """Before the picture is read at all; returns the most bytes it may have."""
    tx.actor.require(permissions.WORK)
    case = await queries.get_case(tx, application_id)
    rules.check_open(case)
    await queries.get_visit(tx, case, visit_id)
    return int(await read_policy(tx, "diligence.photo_megabytes")) * MEGABYTE


async def attach_photo(tx: Tx, application_id: ApplicationId, new: NewPhoto) -> Photo:
    """The event carries its hash into the evidence log: the picture cannot be another one later."""
    tx.actor.require(permissions.WORK)
    case = await queries.lock_case(tx, application_id)
    rules.check_open(case)
    visit = await queries.get_visit(tx, case, new.visit_id)
    is_known = any(photo.id == new.id for photo in visit.photos)
    if not is_known and len(visit.photos) >= rules.MOST_PHOTOS:
        raise TooManyPhotos(most=rules.MOST_PHOTOS)

    made = await tx.connection.execute(
        insert(t.photo)
        .values(
            id=new.id,
            visit_id=visit.id,
            file_type=new.file_type,
            size=new.stored.size,
            sha256=new.stored.sha256,
            storage_key=new.stored.key,
            taken_at=new.stated.taken_at,
            latitude=new.stated.latitude,
            longitude=new.stated.longitude,
            accuracy_m=new.stated.accuracy_m,
            received_at=tx.now,
        )
        .on_conflict_do_nothing()
    )
    if made.rowcount:
        await tx.publish(
            PhotoTaken(
                subject_id=case.application_id,
                parties=(case.institution_id,),
                visit_id=visit.id,
                photo_id=new.id,
                sha256=new.stored.sha256,
                taken_at=new.stated.taken_at,
            )
        )
    return await queries.get_photo(tx, case, new.id)

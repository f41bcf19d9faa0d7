"""Every SELECT of models."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, cast, func, select, true

from rongqu.infra.policies import read_policy
from rongqu.infra.tables import Instant
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import NOBODY
from rongqu.kernel.ids import UserId
from rongqu.modules.models import rules, tables
from rongqu.modules.models.errors import ModelNotFound, RunNotFound
from rongqu.modules.models.serving.artefact import read_model, write_model
from rongqu.modules.models.serving.model import Model
from rongqu.modules.models.serving.signing import JSON, open_sealed
from rongqu.modules.models.types import (
    STANDARD,
    Panel,
    Post,
    Run,
    RunStatus,
    Seen,
    Served,
    Version,
    Watch,
)
from rongqu.modules.models.use import declared_outcomes, declared_use

SHOWN_RUNS = 12
MOST_LEARNED = 500_000
"""Cases, the latest: what is older tells of another time."""

WATCHED = 5_000
"""Latest cases that drift and bias are computed from."""

_opened: dict[str, Model] = {}
"""By digest: what has been opened and checked once is not parsed again."""


async def read_panel(tx: Tx) -> Panel:
    """Who answers now. For the room that scores."""
    open_ = select(tables.appointment.c.number, tables.appointment.c.post).where(
        tables.appointment.c.ended_at.is_(None)
    )
    rows = (await tx.connection.execute(open_.order_by(tables.appointment.c.number))).all()
    champions = [row.number for row in rows if row.post == Post.CHAMPION]
    champion = champions[0] if champions else STANDARD
    challengers = [row.number for row in rows if row.post == Post.CHALLENGER]
    return Panel(
        champion=await get_served(tx, champion),
        challengers=tuple([await get_served(tx, number) for number in challengers]),
    )


async def get_served(tx: Tx, number: int) -> Served:
    """A number never gets another content, so that an opened model is kept."""
    if number == STANDARD:
        return Served(STANDARD, declared_use().standard())
    columns = tables.version.c
    digest = (
        await tx.connection.execute(select(columns.digest).where(columns.number == number))
    ).scalar_one_or_none()
    if digest is None:
        raise ModelNotFound(number=number)
    if digest not in _opened:
        found = select(columns.artefact, columns.signed_by).where(columns.number == number)
        row = (await tx.connection.execute(found)).one()
        content = open_sealed(row.artefact, JSON, [row.signed_by])
        _opened[digest] = read_model(content.decode("utf-8"))
    return Served(number, _opened[digest])


async def list_versions(tx: Tx) -> list[Version]:
    """Newest first, the standard last. There are few."""
    rows = (await tx.connection.execute(_versions().order_by(tables.version.c.number.desc()))).all()
    found = [_to_version(row) for row in rows]
    has_champion = any(one.post is Post.CHAMPION for one in found)
    return [*found, _standard(Post.CHAMPION if not has_champion else None)]


async def get_version(tx: Tx, number: int) -> Version:
    for version in await list_versions(tx):
        if version.number == number:
            return version
    raise ModelNotFound(number=number)


async def list_champions(tx: Tx) -> list[int]:
    """Numbers of all that have been champion, the latest first; empty: only ever the standard."""
    columns = tables.appointment.c
    found = select(columns.number).where(columns.post == Post.CHAMPION)
    rows = await tx.connection.execute(
        found.order_by(columns.appointed_at.desc(), columns.id.desc())
    )
    return list(rows.scalars())


async def next_number(tx: Tx) -> int:
    highest = select(func.coalesce(func.max(tables.version.c.number), STANDARD))
    return (await tx.connection.execute(highest)).scalar_one() + 1


async def watch(tx: Tx) -> Watch:
    """How the champion fares: drift, groups, and the challengers beside it."""
    panel = await read_panel(tx)
    line = float(await read_policy(tx, declared_use().policy))
    rows = (await tx.connection.execute(_latest(panel.champion.number))).all()
    scores = [row.score for row in rows]
    model = panel.champion.model
    moved = rules.compute_drift(model, [row.features for row in rows], scores) if rows else []
    return Watch(
        number=panel.champion.number,
        cases=len(rows),
        moved=tuple(moved),
        groups=tuple(rules.compare_groups([(row.groups, row.score) for row in rows], line)),
        shadows=tuple(
            [
                rules.compare_shadow(
                    one.number, await _pairs(tx, panel.champion.number, one.number), line
                )
                for one in panel.challengers
            ]
        ),
    )


async def get_run(tx: Tx, run_id: UUID) -> Run:
    return await _run(tx, run_id, _runs())


async def lock_run(tx: Tx, run_id: UUID) -> Run:
    return await _run(tx, run_id, _runs().with_for_update())


async def find_running(tx: Tx) -> UUID | None:
    columns = tables.run.c
    found = select(columns.id).where(columns.status == RunStatus.RUNNING)
    return (await tx.connection.execute(found)).scalar_one_or_none()


async def list_runs(tx: Tx) -> list[Run]:
    """The latest, newest first."""
    found = _runs().order_by(tables.run.c.id.desc()).limit(SHOWN_RUNS)
    return [_to_run(row) for row in await tx.connection.execute(found)]


async def get_report(tx: Tx, run_id: UUID, language: str) -> str:
    found = select(tables.run.c.reports).where(tables.run.c.id == run_id)
    reports = (await tx.connection.execute(found)).scalar_one_or_none()
    if reports is None:
        raise RunNotFound(run_id=run_id)
    return reports[language]


async def read_outcomes(tx: Tx, watched_since: date) -> list[Seen]:
    """What was seen of a case before it began, and what has become of it."""
    known = declared_outcomes()(watched_since).subquery("known")
    case = tables.case.c
    begun = cast(known.c.opened_on + 1, Instant)
    seen = (
        select(case.features)
        .where(case.subject_id == known.c.subject_id, case.asked_at < begun)
        .order_by(case.id.desc())
        .limit(1)
        .lateral("seen")
    )
    wanted = (
        select(seen.c.features, known.c.is_bad)
        .join(seen, true())
        .order_by(known.c.opened_on.desc())
        .limit(MOST_LEARNED)
    )
    rows = await tx.connection.execute(wanted)
    return [Seen(values=row.features, is_bad=row.is_bad) for row in rows]


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _runs() -> Select[*tuple[Any, ...]]:
    """Without the reports, which are long."""
    columns = tables.run.c
    kept = [column for column in columns if column.name != "reports"]
    return select(*kept, columns.reports.is_not(None).label("has_report"))


async def _run(tx: Tx, run_id: UUID, statement: Select[*tuple[Any, ...]]) -> Run:
    found = await tx.connection.execute(statement.where(tables.run.c.id == run_id))
    row = found.one_or_none()
    if row is None:
        raise RunNotFound(run_id=run_id)
    return _to_run(row)


def _to_run(row: Row[Any]) -> Run:
    return Run(
        id=row.id,
        status=RunStatus(row.status),
        started_at=row.started_at,
        ended_at=row.ended_at,
        cases=row.cases,
        bad=row.bad,
        brought=row.brought,
        number=row.number,
        figures=row.figures,
        champion_figures=row.champion_figures,
        has_report=row.has_report,
        why=row.why,
    )


def _latest(number: int) -> Select[*tuple[Any, ...]]:
    answer, case = tables.answer.c, tables.case.c
    return (
        select(answer.score, case.features, case.groups)
        .join(tables.case, case.id == answer.case_id)
        .where(answer.number == number)
        .order_by(answer.case_id.desc())
        .limit(WATCHED)
    )


async def _pairs(tx: Tx, champion: int, challenger: int) -> list[tuple[int, int]]:
    other = tables.answer.alias("other")
    answer = tables.answer.c
    found = (
        select(answer.score, other.c.score)
        .join(other, other.c.case_id == answer.case_id)
        .where(answer.number == champion, other.c.number == challenger)
        .order_by(answer.case_id.desc())
        .limit(WATCHED)
    )
    return [(row[0], row[1]) for row in await tx.connection.execute(found)]


def _versions() -> Select[*tuple[Any, ...]]:
    columns, stands = tables.version.c, tables.appointment.c
    return select(
        columns.id,
        columns.number,
        columns.name,
        columns.kind,
        columns.digest,
        columns.facts,
        columns.features,
        columns.registered_by,
        columns.registered_at,
        stands.post,
        stands.appointed_at,
    ).outerjoin(
        tables.appointment, and_(stands.number == columns.number, stands.ended_at.is_(None))
    )


def _to_version(row: Row[Any]) -> Version:
    return Version(
        id=row.id,
        number=row.number,
        name=row.name,
        kind=row.kind,
        digest=row.digest,
        facts=row.facts,
        features=tuple(row.features),
        registered_by=UserId(row.registered_by),
        registered_at=row.registered_at,
        post=None if row.post is None else Post(row.post),
        since=row.appointed_at,
    )


def _standard(post: Post | None) -> Version:
    model = declared_use().standard()
    return Version(
        id=UUID(int=NOBODY.int),
        number=STANDARD,
        name=model.name,
        kind=model.kind,
        digest=digest_of(write_model(model).encode("utf-8")),
        facts=model.facts,
        features=tuple(name for name, _ in model.features),
        registered_by=None,
        registered_at=None,
        post=post,
        since=None,
    )

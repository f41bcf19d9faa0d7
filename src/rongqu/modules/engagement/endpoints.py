"""The notifications API: parse, call, answer."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query

from rongqu.infra.problems import problems
from rongqu.infra.web import ONCE, PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import NotificationId
from rongqu.modules.engagement import permissions, queries
from rongqu.modules.engagement.actions.change_preferences import change_preferences
from rongqu.modules.engagement.actions.read_notifications import read_notifications
from rongqu.modules.engagement.errors import NotificationNotFound, PreferenceFixed
from rongqu.modules.engagement.schemas import (
    NotificationBody,
    PreferenceBody,
    PreferencesBody,
    ReadBody,
    UnreadBody,
)

router = module_router("engagement", prefix="/notifications")
Locale = Annotated[Literal["zh-CN", "en"], Query()]


@router.get("", responses=problems(NotificationNotFound))
async def list_notifications_endpoint(
    tx: TxDep,
    page: PageDep,
    unread_only: Annotated[bool, Query()] = False,
    locale: Locale = "zh-CN",
) -> SliceBody[NotificationBody]:
    tx.actor.require(permissions.READ_OWN)
    found = await queries.list_notifications(tx, page, unread_only=unread_only)
    return SliceBody[NotificationBody](
        items=[NotificationBody.of(each, locale) for each in found.items],
        next_cursor=found.next_cursor,
    )


@router.get("/unread", responses=problems())
async def count_unread_endpoint(tx: TxDep) -> UnreadBody:
    tx.actor.require(permissions.READ_OWN)
    return UnreadBody(unread=await queries.count_unread(tx))


@router.post("/reading", dependencies=[ONCE], responses=problems(KeyReused))
async def read_notifications_endpoint(tx: TxDep, body: ReadBody) -> UnreadBody:
    ids = None if body.ids is None else tuple(NotificationId(each) for each in body.ids)
    await read_notifications(tx, ids)
    return UnreadBody(unread=await queries.count_unread(tx))


@router.get("/preferences", responses=problems())
async def list_preferences_endpoint(tx: TxDep) -> PreferencesBody:
    tx.actor.require(permissions.READ_OWN)
    chosen = await queries.list_preferences(tx, tx.actor.id)
    return PreferencesBody(preferences=[PreferenceBody.of(each) for each in chosen])


@router.put("/preferences", responses=problems(PreferenceFixed))
async def change_preferences_endpoint(tx: TxDep, body: PreferencesBody) -> PreferencesBody:
    changes = {(each.topic, each.channel): each.is_on for each in body.preferences}
    chosen = await change_preferences(tx, changes)
    return PreferencesBody(preferences=[PreferenceBody.of(each) for each in chosen])

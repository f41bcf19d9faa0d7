"""Choose which news arrive by SMS and e-mail."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.engagement import PreferencesChanged
from rongqu.infra.tx import Tx
from rongqu.modules.engagement import permissions, queries, rules, tables
from rongqu.modules.engagement.types import Channel, Preference, Topic


async def change_preferences(
    tx: Tx, changes: dict[tuple[Topic, Channel], bool]
) -> tuple[Preference, ...]:
    tx.actor.require(permissions.READ_OWN)
    for (topic, channel), is_on in changes.items():
        rules.check_can_switch(topic, channel, is_on=is_on)

    chosen = [
        {"user_id": tx.actor.id, "topic": topic, "channel": channel, "is_on": is_on}
        for (topic, channel), is_on in sorted(changes.items())
        if channel is not Channel.IN_APP
    ]
    if chosen:
        rows = insert(tables.preference).values(chosen)
        await tx.connection.execute(
            rows.on_conflict_do_update(
                index_elements=["user_id", "topic", "channel"],
                set_={"is_on": rows.excluded.is_on},
            )
        )
        await tx.publish(PreferencesChanged(subject_id=tx.actor.id))
    return await queries.list_preferences(tx, tx.actor.id)

"""Which channels a topic uses, what may be switched off, and how words are filled in."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from uuid import UUID, uuid5

from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import NotificationId, UserId
from rongqu.kernel.money import Money
from rongqu.modules.engagement.errors import PreferenceFixed
from rongqu.modules.engagement.types import Channel, Preference, Topic, Words

DEFAULT_LOCALE = "zh-CN"

DEFAULTS: dict[Topic, frozenset[Channel]] = {
    Topic.APPLICATIONS: frozenset({Channel.SMS}),
    Topic.CONTRACTS: frozenset({Channel.SMS, Channel.EMAIL}),
    Topic.MONEY: frozenset({Channel.SMS}),
    Topic.DATA: frozenset(),
    Topic.SECURITY: frozenset({Channel.SMS, Channel.EMAIL}),
    Topic.MARKETING: frozenset(),
}
"""Outside channels of a person who has chosen nothing. In the product everything is shown."""
ALWAYS_TOLD = frozenset({Topic.SECURITY})
"""Whoever has taken over an account would switch these off first."""


def check_can_switch(topic: Topic, channel: Channel, *, is_on: bool) -> None:
    if (channel is Channel.IN_APP or topic in ALWAYS_TOLD) and not is_on:
        raise PreferenceFixed(channel=channel)


def compute_preferences(chosen: dict[tuple[Topic, Channel], bool]) -> tuple[Preference, ...]:
    """Every topic and channel: as chosen, else by default, always on where it is fixed."""
    return tuple(
        Preference(topic, channel, *_state_of(topic, channel, chosen))
        for topic in Topic
        for channel in Channel
    )


def _state_of(
    topic: Topic, channel: Channel, chosen: dict[tuple[Topic, Channel], bool]
) -> tuple[bool, bool]:
    """Whether it is on, and whether that is fixed."""
    if channel is Channel.IN_APP:
        return True, True
    if topic in ALWAYS_TOLD:
        return channel in DEFAULTS[topic], True
    return chosen.get((topic, channel), channel in DEFAULTS[topic]), False


def channels_of(topic: Topic, preferences: tuple[Preference, ...]) -> tuple[Channel, ...]:
    return tuple(each.channel for each in preferences if each.topic is topic and each.is_on)


def notification_id_of(cause: UUID, kind: str, user_id: UserId) -> NotificationId:
    """One event tells one person one thing once, however often it is delivered."""
    return NotificationId(uuid5(cause, f"{kind} {user_id}"))


def words_of(kind: str, locale: str, params: dict[str, str]) -> Words:
    """Title and body in the reader's language, zh-CN where it is not known."""
    templates = read_templates()[kind]
    template = templates.get(locale, templates[DEFAULT_LOCALE])
    return Words(template["title"].format_map(params), template["body"].format_map(params))


@cache
def read_templates() -> dict[str, dict[str, dict[str, str]]]:
    """Kind -> locale -> title and body."""
    folder = resources.files("rongqu.modules.engagement")
    return tomllib.loads(folder.joinpath("templates.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class ForWhom:
    """One side of a move, and what that side reads."""

    side: Portal
    kind: str


_LENDER, _BORROWER = Portal.INSTITUTION, Portal.ENTERPRISE

APPLICATION_NEWS: dict[str, tuple[ForWhom, ...]] = {
    "review": (
        ForWhom(_BORROWER, "application_in_review"),
        ForWhom(_LENDER, "application_received"),
    ),
    "approval": (ForWhom(_LENDER, "application_awaits_approval"),),
    "returned": (ForWhom(_BORROWER, "application_returned"),),
    "rejected": (ForWhom(_BORROWER, "application_rejected"),),
    "expired": (ForWhom(_BORROWER, "application_expired"),),
    "withdrawn": (ForWhom(_LENDER, "application_withdrawn"),),
    "contract": (ForWhom(_BORROWER, "application_approved"),),
}
"""Stage that an application has reached -> who is told what. Other stages have news of their own
(a contract, a payout) or none."""

FAST_LANE = (
    ForWhom(_BORROWER, "application_fast_lane"),
    ForWhom(_LENDER, "application_awaits_approval"),
)

CALLED_OFF = (
    ForWhom(_BORROWER, "application_rejected"),
    ForWhom(_LENDER, "payout_called_off"),
)


def application_news(from_stage: str, to_stage: str) -> tuple[ForWhom, ...]:
    if (from_stage, to_stage) == ("screening", "approval"):
        return FAST_LANE
    if (from_stage, to_stage) == ("payout", "rejected"):
        return CALLED_OFF
    if (from_stage, to_stage) == ("draft", "withdrawn"):
        return ()  # the lender never saw it
    return APPLICATION_NEWS.get(to_stage, ())


def show_amount(money: Money) -> str:
    """With thousands separators and without the unit, which the words carry."""
    return f"{Decimal(money.amount):,}"


def show_percent(rate: str) -> str:
    """A rate as a share, in per cent: "0.0405" is 4.05%."""
    return f"{Decimal(rate):.2%}"

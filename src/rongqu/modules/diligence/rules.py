"""Who may vote and what a vote decides; the checklist of a kind: pure."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from rongqu.kernel.ids import UserId
from rongqu.modules.diligence.errors import (
    BallotEnded,
    CaseClosed,
    CommitteeTooSmall,
    ItemUnknown,
    NotAMember,
    NotOfTheHouse,
    PhotoRefused,
    QuorumMissing,
    VisitInFuture,
    VotedAlready,
)
from rongqu.modules.diligence.types import (
    Ballot,
    BallotStatus,
    Case,
    Choice,
    NewBallot,
)

LOOKED_AT = frozenset({"review", "due_diligence", "approval"})
"""Stages of an application in which things are found out about it."""

MOST_PHOTOS = 30
"""Of one visit."""


def check_open(case: Case) -> None:
    if not case.is_open:
        raise CaseClosed(application_id=case.application_id)


def check_held(held_at: datetime, now: datetime) -> None:
    if held_at > now:
        raise VisitInFuture(held_at=held_at)


def picture_type(content: bytes) -> str:
    """By its bytes. What is shown later is shown as that, and nothing in it runs."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and b"IEND" in content[-64:]:
        return "image/png"
    if content.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in content[-1024:]:
        return "image/jpeg"
    raise PhotoRefused


@cache
def _checklists() -> dict[str, Any]:
    text = (
        resources.files("rongqu.modules.diligence").joinpath("checklists.toml").read_text("utf-8")
    )
    return tomllib.loads(text)


def checklist_of(product_kind: str) -> tuple[str, ...]:
    lists = _checklists()
    return (*lists["every"], *lists["kinds"].get(product_kind, ()))


def check_item(product_kind: str, item: str) -> None:
    if item not in checklist_of(product_kind):
        raise ItemUnknown(item=item)


def check_committee(new: NewBallot, house: Collection[UserId], quorum: int) -> None:
    members = set(new.members)
    if len(members) != len(new.members) or len(members) < quorum or new.chair_id not in members:
        raise CommitteeTooSmall(quorum=quorum)
    strangers = members - set(house)
    if strangers:
        raise NotOfTheHouse(member_id=min(strangers))


def check_can_vote(ballot: Ballot, member_id: UserId) -> None:
    _check_ballot_open(ballot)
    if member_id not in ballot.members:
        raise NotAMember(ballot_id=ballot.id)
    if any(vote.member_id == member_id for vote in ballot.votes):
        raise VotedAlready(ballot_id=ballot.id)


def check_can_close(ballot: Ballot, actor_id: UserId) -> None:
    _check_ballot_open(ballot)
    if actor_id != ballot.chair_id:
        raise NotAMember(ballot_id=ballot.id)
    if len(ballot.votes) < ballot.quorum:
        raise QuorumMissing(votes=len(ballot.votes), quorum=ballot.quorum)


def _check_ballot_open(ballot: Ballot) -> None:
    if ballot.status is not BallotStatus.OPEN:
        raise BallotEnded(status=ballot.status)


def outcome_of(ballot: Ballot) -> BallotStatus:
    """Passed by so large a part of the votes cast, abstentions with them; the chair may veto."""
    agreed = sum(vote.choice is Choice.FOR for vote in ballot.votes)
    is_vetoed = any(
        vote.member_id == ballot.chair_id and vote.choice is Choice.AGAINST for vote in ballot.votes
    )
    is_passed = Decimal(agreed) >= ballot.majority * len(ballot.votes) and agreed > 0
    return BallotStatus.PASSED if is_passed and not is_vetoed else BallotStatus.REFUSED


def largest_passed(ballots: Sequence[Ballot]) -> Ballot | None:
    passed = [each for each in ballots if each.status is BallotStatus.PASSED]
    return max(passed, key=lambda each: each.amount.minor, default=None)

"""Who may sign a paper that is sent, and until when."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from rongqu.modules.papers.errors import NotASigner, SignByWrong, SignersWrong

LONGEST_DAYS = 90
"""A certificate's intent is of these days; whoever needs longer sends it again."""


def check_parties(named: Collection[str], given: Iterable[str]) -> None:
    """Each party of the text once."""
    if sorted(named) != sorted(given):
        raise SignersWrong(parties=" ".join(sorted(named)))


def check_is_signer(sender: object, signing: Collection[object]) -> None:
    if sender not in signing:
        raise NotASigner


def check_sign_by(sign_by: date, today: date) -> None:
    if not today <= sign_by <= today + timedelta(days=LONGEST_DAYS):
        raise SignByWrong(sign_by=sign_by)

"""The sheet of log-ins: one for each portal and role, and the password of them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PASSWORD = "lotus-pond-2026"


@dataclass(frozen=True, slots=True)
class Login:
    login: str
    role: str
    organisation: str


def compose_sheet(logins: Sequence[Login]) -> str:
    wide = max(len(each.login) for each in logins)
    role = max(len(each.role) for each in logins)
    lines = [f"  {each.login:{wide}}  {each.role:{role}}  {each.organisation}" for each in logins]
    return "\n".join([f"Demo log-ins, all with the password {PASSWORD}", *lines])

"""Canary log-ins 蜜罐账号: they belong to nobody, and nobody but an intruder finds them.

The operator plants one where only thieves look (a note in a wiki, a line in a backup) and names it
in `RONGQU_WEB_CANARY_LOGINS`. Whoever tries it has read what is not theirs.
"""

from __future__ import annotations

from functools import cache

from rongqu.infra.settings import Settings
from rongqu.modules.identity.logins import digest_of


@cache
def canary_digests() -> frozenset[bytes]:
    planted = Settings.from_environment().web.canary_logins.split(",")
    return frozenset(digest_of(login) for login in planted if login.strip())


def is_canary(login_digest: bytes) -> bool:
    return login_digest in canary_digests()

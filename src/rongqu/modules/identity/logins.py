"""Log-ins: an e-mail address or a mainland mobile number, looked up by its blind index."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from rongqu.infra.blind_index import blind_index
from rongqu.kernel.pii import EmailAddress, MobileNumber
from rongqu.modules.identity.errors import InvalidLogin

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
_MOBILE = re.compile(r"(\+?86|0086)?(1[3-9][0-9]{9})")
_SEPARATORS = re.compile(r"[\s-]")
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Login:
    text: str = field(repr=False)
    """In the one spelling that is stored and compared."""

    @property
    def email(self) -> EmailAddress | None:
        return EmailAddress(self.text) if "@" in self.text else None

    @property
    def mobile(self) -> MobileNumber | None:
        return None if "@" in self.text else MobileNumber(self.text)


def parse_login(typed: str) -> Login:
    text = _one_spelling(typed)
    if len(text) <= LONGEST and (_EMAIL.fullmatch(text) or re.fullmatch(r"1[3-9][0-9]{9}", text)):
        return Login(text)
    raise InvalidLogin


def digest_of(typed: str) -> bytes:
    """Of anything that was typed: what can be no log-in is answered as an unknown one."""
    return blind_index("identity.login", _one_spelling(typed).encode())


def _one_spelling(typed: str) -> str:
    """Full-width letters of a Chinese keyboard, capitals, +86, blanks: all the same log-in."""
    text = unicodedata.normalize("NFKC", typed).strip().casefold()
    if number := _MOBILE.fullmatch(_SEPARATORS.sub("", text)):
        return number[2]
    return text

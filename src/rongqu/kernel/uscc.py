"""The unified social credit code 统一社会信用代码 (GB 32100-2015): 18 characters, the last a check.

Layout: 1 registering authority, 1 kind, 6 region of registration, 9 organisation code with its own
check character (GB 11714-1997), 1 check character over the first 17.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from hashlib import sha256
from typing import NewType

Uscc = NewType("Uscc", str)

LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""31 characters: without I, O, S, V and Z, which are easily misread (GB 32100-2015, 4.1)."""

_ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WEIGHTS = tuple(pow(3, place, 31) for place in range(LENGTH - 1))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

TEST_REGION = "990000"
"""No region of GB/T 2260: a code made here never belongs to a real company."""


class UsccFault(StrEnum):
    LENGTH = "length"
    ALPHABET = "alphabet"
    CHECK_CHARACTER = "check_character"


class InvalidUscc(ValueError):
    def __init__(self, fault: UsccFault) -> None:
        super().__init__(fault)
        self.fault = fault


def normalise_uscc(text: str) -> str:
    """As people type it: full-width letters, lower case and blanks are their business, not ours."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def parse_uscc(text: str) -> Uscc:
    """The normalised code; raises InvalidUscc with the first fault."""
    code = normalise_uscc(text)
    if len(code) != LENGTH:
        raise InvalidUscc(UsccFault.LENGTH)
    if any(character not in ALPHABET for character in code) or not code[2:8].isdecimal():
        raise InvalidUscc(UsccFault.ALPHABET)
    if compute_check_character(code[:-1]) != code[-1]:
        raise InvalidUscc(UsccFault.CHECK_CHARACTER)
    return Uscc(code)


def compute_check_character(first_17: str) -> str:
    """C18 = 31 - (sum of Ci * 3^(i-1) mod 31), and 31 counts as 0 (GB 32100-2015, 5)."""
    total = sum(
        ALPHABET.index(character) * weight
        for character, weight in zip(first_17, _WEIGHTS, strict=True)
    )
    return ALPHABET[-total % 31]


def synthetic_uscc(seed: str) -> Uscc:
    """A valid code for a company that does not exist; the same seed gives the same code, in
    capitals or not."""
    number = int.from_bytes(sha256(seed.upper().encode()).digest()[:8]) % 10**8
    body = f"91{TEST_REGION}{number:08d}"
    body += _organisation_check_character(body[8:])
    return Uscc(body + compute_check_character(body))


def _organisation_check_character(first_8: str) -> str:
    """C9 = 11 - (sum of Ci * Wi mod 11); 10 is written X, 11 is 0 (GB 11714-1997)."""
    total = sum(
        _ORGANISATION_ALPHABET.index(character) * weight
        for character, weight in zip(first_8, _ORGANISATION_WEIGHTS, strict=True)
    )
    return "0123456789X"[-total % 11]

"""Personal data that masks itself however it is shown.

Not a dataclass: `dataclasses.asdict` would walk into one and lay the value open.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import NoReturn, Self


class Pii(ABC):
    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        self.__value = value

    @property
    @abstractmethod
    def masked(self) -> str: ...

    def reveal(self) -> str:
        """The only way to the plain value. Callers record that somebody saw it."""
        return self.__value

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.masked})"

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.reveal() == self.__value

    def __hash__(self) -> int:
        return hash((type(self), self.__value))

    def __deepcopy__(self, _: object) -> Self:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("personal data is not pickled")


class PersonName(Pii):
    __slots__ = ()

    @property
    def masked(self) -> str:
        return f"{self.reveal()[:1]}**"


class MobileNumber(Pii):
    __slots__ = ()

    @property
    def masked(self) -> str:
        return f"{self.reveal()[:3]}****{self.reveal()[-4:]}"


class EmailAddress(Pii):
    __slots__ = ()

    @property
    def masked(self) -> str:
        name, _, host = self.reveal().partition("@")
        return f"{name[:1]}***@{host}"


class BankAccountNumber(Pii):
    __slots__ = ()

    @property
    def masked(self) -> str:
        return f"****{self.reveal()[-4:]}"


class IdNumber(Pii):
    """A resident identity number 公民身份号码."""

    __slots__ = ()

    @property
    def masked(self) -> str:
        return f"{'*' * (len(self.reveal()) - 4)}{self.reveal()[-4:]}"

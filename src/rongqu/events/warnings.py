"""What warnings tell: cases about enterprises that get worse. Only staff hear of them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningOpened(Event):
    """Subject: the case. `level` red, yellow or blue; `sign` says what was seen."""

    name = "warnings.warning_opened.v1"
    enterprise_id: UUID
    level: str
    sign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningRaised(Event):
    """Subject: the case. A worse sign has changed its colour, and its deadlines."""

    name = "warnings.warning_raised.v1"
    enterprise_id: UUID
    before: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningStepDone(Event):
    """Subject: the case."""

    name = "warnings.step_done.v1"
    step: str
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningEscalated(Event):
    """Subject: the case. A step is late: those above are told, once."""

    name = "warnings.warning_escalated.v1"
    enterprise_id: UUID
    level: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningEnded(Event):
    """Subject: the case, closed with a reason after its steps."""

    name = "warnings.warning_ended.v1"
    enterprise_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleNoted(Event):
    """Subject: the enterprise. What warnings are measured by has happened."""

    name = "warnings.trouble_noted.v1"

"""Decisions about profiles and imports: pure."""

from __future__ import annotations

import re
from datetime import date

from rongqu.kernel.actor import Actor
from rongqu.kernel.ids import ImportId, OrganisationId
from rongqu.kernel.uscc import InvalidUscc, Uscc, UsccFault, parse_uscc
from rongqu.modules.parties import permissions
from rongqu.modules.parties.errors import (
    ContentComplete,
    FiguresContradict,
    FiguresYearWrong,
    FileEmpty,
    FileFormatUnknown,
    FileTooLarge,
    FoundedInFuture,
    ImportEnded,
    OffsetWrong,
    PartTooLarge,
    ProfileContradicts,
    UnknownIndustry,
    UnknownRegion,
    UsccAlphabetWrong,
    UsccCheckWrong,
    UsccLengthWrong,
    UsccNeeded,
)
from rongqu.modules.parties.reference import is_industry, is_region
from rongqu.modules.parties.types import (
    EnterpriseProfile,
    FinancialFigures,
    Import,
    ImportStatus,
    InvestorKind,
)

PART_BYTES = 8 * 1024 * 1024
"""Longest part of an upload. Small enough that a phone which loses its connection loses little."""

FORMATS = frozenset({"xlsx", "csv", "parquet"})

ENDED = frozenset({ImportStatus.DONE, ImportStatus.REFUSED, ImportStatus.CANCELLED})

_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_USCC_ERRORS = {
    UsccFault.LENGTH: UsccLengthWrong,
    UsccFault.ALPHABET: UsccAlphabetWrong,
    UsccFault.CHECK_CHARACTER: UsccCheckWrong,
}


def read_uscc(text: str) -> Uscc:
    try:
        return parse_uscc(text)
    except InvalidUscc as error:
        raise _USCC_ERRORS[error.fault]() from error


def read_investor_uscc(kind: InvestorKind, text: str | None) -> Uscc | None:
    if kind is InvestorKind.PERSON:
        return None
    if not text:
        raise UsccNeeded
    return read_uscc(text)


def check_acts_for(actor: Actor, organisation: OrganisationId) -> None:
    """For one's own organisation, or for any with `parties:change_everywhere`."""
    if actor.organisation != organisation:
        actor.require(permissions.CHANGE_EVERYWHERE)


def check_region(code: str) -> None:
    if not is_region(code):
        raise UnknownRegion(region_code=code)


def check_profile(profile: EnterpriseProfile, business_date: date) -> None:
    check_region(profile.region_code)
    if not is_industry(profile.industry_code):
        raise UnknownIndustry(industry_code=profile.industry_code)
    if profile.founded_on > business_date:
        raise FoundedInFuture(founded_on=profile.founded_on)
    if profile.registered_capital.is_negative():
        raise ProfileContradicts(field="registered_capital")
    if profile.employees < 0:
        raise ProfileContradicts(field="employees")


def check_figures(figures: FinancialFigures, founded_on: date, business_date: date) -> None:
    """Assets are what is owned and what is owed together, and nobody owns less than nothing.

    The net profit may exceed the revenue (a sold plant, a subsidy), and net assets may be below
    zero (losses): neither is refused.
    """
    if not founded_on.year <= figures.year <= business_date.year:
        raise FiguresYearWrong(year=figures.year)
    if figures.revenue.is_negative():
        raise FiguresContradict(figure="revenue")
    if figures.total_liabilities.is_negative():
        raise FiguresContradict(figure="total_liabilities")
    if (figures.net_assets + figures.total_liabilities).is_negative():
        raise FiguresContradict(figure="net_assets")


def format_of(file_name: str) -> str:
    """The ending, which the content has to agree with later."""
    ending = file_name.rpartition(".")[2].lower()
    if ending not in FORMATS:
        raise FileFormatUnknown(ending=ending[:10])
    return ending


def check_announced(file_name: str, size: int, limit: int) -> None:
    format_of(file_name)
    if size == 0:
        raise FileEmpty
    if size > limit:
        raise FileTooLarge(size=size, limit=limit)


def check_can_receive(found: Import, starts_at: int, size: int) -> bool:
    """Whether these bytes are new; bytes that are here already were sent twice: no harm."""
    if found.status in ENDED:
        raise ImportEnded(status=found.status)
    if size > PART_BYTES:
        raise PartTooLarge(limit=PART_BYTES)
    if starts_at + size <= found.received:
        return False
    if found.status is not ImportStatus.RECEIVING or starts_at + size > found.size:
        raise ContentComplete(size=found.size)
    if starts_at != found.received:
        raise OffsetWrong(expected=found.received)
    return True


def part_key(import_id: ImportId, starts_at: int) -> str:
    """The name of a part in the store: the same part sent again takes the same place."""
    return f"imports/{import_id}/{starts_at:015d}"


def check_can_cancel(found: Import) -> None:
    if found.status in ENDED:
        raise ImportEnded(status=found.status)


def harmless_cell(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula is marked as text; numbers stay numbers."""
    if cell.startswith(_BEGINS_FORMULA) and not _PLAIN_NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell

"""Every refusal of parties."""

from __future__ import annotations

from rongqu.kernel.errors import DomainError, NotFound


class EnterpriseNotFound(NotFound):
    code = "parties.enterprise_not_found"


class InstitutionNotFound(NotFound):
    code = "parties.institution_not_found"


class InvestorNotFound(NotFound):
    code = "parties.investor_not_found"


class ImportNotFound(NotFound):
    code = "parties.import_not_found"


class UsccLengthWrong(DomainError):
    """A unified social credit code has 18 characters."""

    code = "parties.uscc_length"
    status = 422


class UsccAlphabetWrong(DomainError):
    """Digits and capital letters without I, O, S, V, Z; the region part has digits only."""

    code = "parties.uscc_alphabet"
    status = 422


class UsccCheckWrong(DomainError):
    """The last character does not fit the others: something was mistyped."""

    code = "parties.uscc_check_character"
    status = 422


class UsccTaken(DomainError):
    """Another organisation has registered with this code."""

    code = "parties.uscc_taken"


class UsccNeeded(DomainError):
    """A company states its code; a person has none."""

    code = "parties.uscc_needed"
    status = 422


class AlreadyRegistered(DomainError):
    """This organisation has its profile: update it."""

    code = "parties.already_registered"


class UnknownRegion(DomainError):
    code = "parties.unknown_region"
    status = 422


class UnknownIndustry(DomainError):
    code = "parties.unknown_industry"
    status = 422


class FoundedInFuture(DomainError):
    code = "parties.founded_in_future"
    status = 422


class ProfileContradicts(DomainError):
    """A number that cannot be: negative capital, a share of an employee."""

    code = "parties.profile_contradicts"
    status = 422


class FiguresContradict(DomainError):
    """The figures of a year cannot all be true; `figure` names the first wrong one."""

    code = "parties.figures_contradict"
    status = 422


class FiguresYearWrong(DomainError):
    """The year lies in the future, or before the enterprise was founded."""

    code = "parties.figures_year_wrong"
    status = 422


class FileFormatUnknown(DomainError):
    """Files are .xlsx, .csv or .parquet."""

    code = "parties.file_format_unknown"
    status = 422


class FileTooLarge(DomainError):
    code = "parties.file_too_large"
    status = 422


class FileEmpty(DomainError):
    code = "parties.file_empty"
    status = 422


class FileIsNotWhatItClaims(DomainError):
    """The content is of another kind than the name says."""

    code = "parties.file_is_not_what_it_claims"
    status = 422


class FileProtected(DomainError):
    """An .xlsx with a password."""

    code = "parties.file_protected"
    status = 422


class FileDamaged(DomainError):
    """It cannot be read to its end, or is not the file whose checksum was announced."""

    code = "parties.file_damaged"
    status = 422


class FileUnpacksTooLarge(DomainError):
    """Small on disk, huge when unpacked: a zip bomb, or far more than anybody reads."""

    code = "parties.file_unpacks_too_large"
    status = 422


class FileEncodingUnknown(DomainError):
    """Text that is neither UTF-8 nor GB18030."""

    code = "parties.file_encoding_unknown"
    status = 422


class FileIsNoTable(DomainError):
    """No row looks like the headings of an invoice export."""

    code = "parties.file_is_no_table"
    status = 422


class ColumnsMissing(DomainError):
    code = "parties.columns_missing"
    status = 422


class FileListsGoods(DomainError):
    """The sheet of goods (信息汇总表): several lines an invoice. Export 发票基础信息 instead."""

    code = "parties.file_lists_goods"
    status = 422


class TooManyLines(DomainError):
    code = "parties.too_many_lines"
    status = 422


class DirectionUnknown(DomainError):
    """Input or output invoices? Neither the columns nor the file's name say; choose."""

    code = "parties.direction_unknown"
    status = 422


class ImportEnded(DomainError):
    """It is done, refused or cancelled: nothing more can be sent or cancelled."""

    code = "parties.import_ended"


class ContentComplete(DomainError):
    """All of the file has arrived."""

    code = "parties.content_complete"


class OffsetWrong(DomainError):
    """The next part begins where the last one ended: `expected` says where."""

    code = "parties.offset_wrong"


class PartTooLarge(DomainError):
    code = "parties.part_too_large"
    status = 413


class IdNumberWrong(DomainError):
    """Not a resident identity number: length, day of birth or check character (GB 11643-1999)."""

    code = "parties.id_number_wrong"
    status = 422


class AccountWrong(DomainError):
    """`kind` card: 13 to 19 digits with a Luhn digit; company: 6 to 32 digits."""

    code = "parties.account_wrong"
    status = 422


class RevealRefused(DomainError):
    """The role does not see `part` in full for `purpose`."""

    code = "parties.reveal_refused"
    status = 403

"""Every refusal of payments."""

from rongqu.kernel.errors import DomainError, NotFound


class AccountNotFound(NotFound):
    """The organisation has no custody account."""

    code = "payments.account_not_found"


class OrderNotFound(NotFound):
    code = "payments.order_not_found"


class BatchNotFound(NotFound):
    code = "payments.batch_not_found"


class AccountNotOpen(DomainError):
    """The bank has not opened the custody account yet, or has refused to."""

    code = "payments.account_not_open"


class InsufficientFunds(DomainError):
    code = "payments.insufficient_funds"


class OrderTooLarge(DomainError):
    """More than one order of its kind may be: `limit`."""

    code = "payments.order_too_large"
    status = 422


class DayLimitReached(DomainError):
    """With what was ordered on the day already, more than `limit`; `left` may still be ordered."""

    code = "payments.day_limit_reached"


class AmountNotPayable(DomainError):
    """Nothing, less than nothing, a fee above the amount, or a currency that accounts lack."""

    code = "payments.amount_not_payable"
    status = 422


class OrderIdTaken(DomainError):
    """The id belongs to an order with another content."""

    code = "payments.order_id_taken"


class OrderEnded(DomainError):
    """Settled or failed: there is nothing left to ask or to decide."""

    code = "payments.order_ended"


class BankMessageRefused(DomainError):
    """A call-back that the bank has not signed, or long ago."""

    code = "payments.bank_message_refused"
    status = 401


class BankMessageUnreadable(DomainError):
    """Signed by the bank, and not understood."""

    code = "payments.bank_message_unreadable"
    status = 422


class StatementTooLarge(DomainError):
    code = "payments.statement_too_large"
    status = 413


class StatementNotXml(DomainError):
    code = "payments.statement_not_xml"
    status = 422


class StatementXmlForbidden(DomainError):
    """A document type, which could name files or unfold without end, or nesting without end."""

    code = "payments.statement_xml_forbidden"
    status = 422


class StatementNotCamt(DomainError):
    """XML, and no ISO 20022 camt.053."""

    code = "payments.statement_not_camt"
    status = 422


class StatementIncomplete(DomainError):
    """A camt.053 in which `missing` is missing or makes no sense."""

    code = "payments.statement_incomplete"
    status = 422


class StatementCurrencyUnknown(DomainError):
    code = "payments.statement_currency_unknown"
    status = 422


class StatementAccountUnknown(DomainError):
    """Of another account than the platform's custody account."""

    code = "payments.statement_account_unknown"
    status = 422


class StatementOutOfBalance(DomainError):
    """Opening balance and lines do not make the closing balance."""

    code = "payments.statement_out_of_balance"
    status = 422


class StatementDoesNotFollow(DomainError):
    """It does not begin where the one before it ended: one is missing, or it is of a day before."""

    code = "payments.statement_does_not_follow"


class StatementKnown(DomainError):
    """It was imported before; nothing is changed."""

    code = "payments.statement_known"


class StatementDiffers(DomainError):
    """Its number is taken by a statement with another content."""

    code = "payments.statement_differs"


class StatementNotFound(NotFound):
    code = "payments.statement_not_found"


class BreakNotFound(NotFound):
    code = "payments.break_not_found"


class BreakClosed(DomainError):
    """It was explained or written off before."""

    code = "payments.break_closed"


class BreakHasWay(DomainError):
    """The order's end settles it: ask the bank about the order, or settle it by hand."""

    code = "payments.break_has_way"

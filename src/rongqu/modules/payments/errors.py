"""Every refusal of payments."""

from rongqu.kernel.errors import DomainError, NotFound


class AccountNotFound(NotFound):
    """The organisation has no custody account."""

    code = "payments.account_not_found"


class OrderNotFound(NotFound):
    code = "payments.order_not_found"


class AccountNotOpen(DomainError):
    """The bank has not opened the custody account yet, or has refused to."""

    code = "payments.account_not_open"


class InsufficientFunds(DomainError):
    code = "payments.insufficient_funds"


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

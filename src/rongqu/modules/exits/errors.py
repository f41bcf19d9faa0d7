"""Every refusal of exits."""

from rongqu.kernel.errors import DomainError, NotFound


class ExitNotFound(NotFound):
    code = "exits.exit_not_found"


class ExitIdTaken(DomainError):
    """The id belongs to another exit."""

    code = "exits.exit_id_taken"


class ExitUnderWay(DomainError):
    """Another one of this offering is answered, approved or paid just now."""

    code = "exits.exit_under_way"


class BuyBackOutsidePolicy(DomainError):
    """The price is not within `lowest` and `highest`."""

    code = "exits.buy_back_outside_policy"
    status = 422


class BuyBackTooLarge(DomainError):
    """It is of nothing, or of more than is `outstanding`."""

    code = "exits.buy_back_too_large"
    status = 422


class TooFewDays(DomainError):
    """Holders have `days` to answer at least."""

    code = "exits.too_few_days"
    status = 422


class ExitOver(DomainError):
    """It is answered, paid or has lapsed already: see its `status`."""

    code = "exits.exit_over"


class NotAsked(DomainError):
    """One held nothing when it was proposed, or is not asked in an exit of this kind."""

    code = "exits.not_asked"

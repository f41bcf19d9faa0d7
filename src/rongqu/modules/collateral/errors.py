"""Every refusal of collateral."""

from rongqu.kernel.errors import DomainError, NotFound


class ItemNotFound(NotFound):
    code = "collateral.item_not_found"


class KindNotWanted(DomainError):
    """The product does not ask for a thing of this kind."""

    code = "collateral.kind_not_wanted"
    status = 422


class QuestionRepeated(DomainError):
    """The same message came before: whoever has overheard it is told nothing."""

    code = "collateral.question_repeated"


class RecordInvalid(DomainError):
    """`faults` says of each field where it is and what is the matter, as invalid requests do."""

    code = "collateral.record_invalid"
    status = 422


class TooManyItems(DomainError):
    code = "collateral.too_many_items"


class OfferedTwice(DomainError):
    """The same thing is on the application already, or twice in one record."""

    code = "collateral.offered_twice"


class OwnedByAnother(DomainError):
    """The same thing is on record as somebody else's."""

    code = "collateral.owned_by_another"


class PeerRefused(DomainError):
    """A question about pledges that no peer of ours has signed, or that is too old."""

    code = "collateral.peer_refused"
    status = 401


class PledgedElsewhere(DomainError):
    """The same thing secures another debt."""

    code = "collateral.pledged_elsewhere"


class WrongDay(DomainError):
    """The things are hashed with a day that is neither today nor a neighbour of it."""

    code = "collateral.wrong_day"
    status = 422


class UnsoundItem(DomainError):
    """A check fails: such a thing cannot be accepted."""

    code = "collateral.unsound_item"


class ValueRaised(DomainError):
    """People may set a value below the computed one, never above it."""

    code = "collateral.value_raised"
    status = 422

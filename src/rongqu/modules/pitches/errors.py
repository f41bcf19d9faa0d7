"""Every refusal of pitches."""

from rongqu.kernel.errors import DomainError, NotFound


class PlanNotFound(NotFound):
    code = "pitches.not_found"


class PlanTypeRefused(DomainError):
    """By its bytes it is neither PDF nor .docx nor .pptx."""

    code = "pitches.type_refused"
    status = 422


class PlanEncrypted(DomainError):
    code = "pitches.encrypted"
    status = 422


class PlanActive(DomainError):
    """Macros or programs are in it."""

    code = "pitches.active"
    status = 422


class PlanDamaged(DomainError):
    """It cannot be opened, or unpacks to more than is taken."""

    code = "pitches.damaged"
    status = 422


class TooManyPlans(DomainError):
    code = "pitches.too_many"


class PlanNotRead(DomainError):
    """Only what has been read can be shown."""

    code = "pitches.not_read"


class PlanPromises(DomainError):
    """It promises returns: such a text is shown to nobody."""

    code = "pitches.promises"

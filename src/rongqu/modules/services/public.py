"""The front door of services."""

from rongqu.modules.services.actions.accept_booking import accept_booking
from rongqu.modules.services.actions.accept_service import accept_service
from rongqu.modules.services.actions.book_service import NewBooking, book_service
from rongqu.modules.services.actions.deliver_service import (
    NewPaper,
    deliver_service,
    keep_paper,
)
from rongqu.modules.services.actions.offer_service import offer_service
from rongqu.modules.services.actions.rate_service import rate_service
from rongqu.modules.services.types import (
    BookingId,
    NewServiceOffer,
    OfferId,
    PaperId,
    ServiceKind,
)

__all__ = [
    "BookingId",
    "NewBooking",
    "NewPaper",
    "NewServiceOffer",
    "OfferId",
    "PaperId",
    "ServiceKind",
    "accept_booking",
    "accept_service",
    "book_service",
    "deliver_service",
    "keep_paper",
    "offer_service",
    "rate_service",
]

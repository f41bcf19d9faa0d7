"""What happens to many loans at once, in a few statements; to the cent what one by one does."""

from rongqu.modules.servicing.bulk.receive import receive_all

__all__ = ["receive_all"]

"""The front door of syndication."""

from rongqu.modules.syndication.actions.share_loan import share_loan
from rongqu.modules.syndication.types import Funder

__all__ = ["Funder", "share_loan"]

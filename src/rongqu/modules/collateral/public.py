"""The front door of collateral."""

from rongqu.modules.collateral.actions.ask_again import ask_again
from rongqu.modules.collateral.actions.judge_item import Opinion, judge_item
from rongqu.modules.collateral.actions.keep_item import ItemWish, keep_item
from rongqu.modules.collateral.actions.pledge_items import pledge_items
from rongqu.modules.collateral.actions.register_items import register_items
from rongqu.modules.collateral.actions.release_items import release_items
from rongqu.modules.collateral.actions.remove_item import remove_item
from rongqu.modules.collateral.engine.records import Record
from rongqu.modules.collateral.engine.valuing import reduction_share, values_of
from rongqu.modules.collateral.errors import (
    ItemNotFound,
    KindNotWanted,
    OfferedTwice,
    OwnedByAnother,
    PledgedElsewhere,
    RecordInvalid,
    TooManyItems,
    UnsoundItem,
    ValueRaised,
)
from rongqu.modules.collateral.queries import list_items, list_peer_answers, value_items
from rongqu.modules.collateral.rules import kinds_lacking, lending_value_of
from rongqu.modules.collateral.types import (
    Case,
    Occasion,
    PeerAnswer,
    PeerState,
    Valued,
    Verdict,
    Written,
)

__all__ = [
    "Case",
    "ItemNotFound",
    "ItemWish",
    "KindNotWanted",
    "Occasion",
    "OfferedTwice",
    "Opinion",
    "OwnedByAnother",
    "PeerAnswer",
    "PeerState",
    "PledgedElsewhere",
    "Record",
    "RecordInvalid",
    "TooManyItems",
    "UnsoundItem",
    "ValueRaised",
    "Valued",
    "Verdict",
    "Written",
    "ask_again",
    "judge_item",
    "keep_item",
    "kinds_lacking",
    "lending_value_of",
    "list_items",
    "list_peer_answers",
    "pledge_items",
    "reduction_share",
    "register_items",
    "release_items",
    "remove_item",
    "value_items",
    "values_of",
]

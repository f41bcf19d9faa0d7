"""The front door of catalog."""

from rongqu.modules.catalog.actions.publish_product import publish_product
from rongqu.modules.catalog.actions.publish_version import NewVersion, publish_version
from rongqu.modules.catalog.errors import ProductNotFound, VersionNotFound
from rongqu.modules.catalog.facts import FACTS, Fact, FactUnit
from rongqu.modules.catalog.offered import (
    Offered,
    OfferedMark,
    find_offered,
    list_offered_products,
)
from rongqu.modules.catalog.permissions import VIEW_EVERYWHERE
from rongqu.modules.catalog.pricing import floating_of, resolve
from rongqu.modules.catalog.queries import (
    get_product,
    get_product_version,
    read_base_rate,
    read_market,
    recall_terms,
)
from rongqu.modules.catalog.sets import collaterals
from rongqu.modules.catalog.starter import read_starter_products
from rongqu.modules.catalog.types import (
    CollateralTerms,
    Condition,
    DocumentKind,
    GradePrice,
    GreenStep,
    LeaseTerms,
    Market,
    Operator,
    Product,
    ProductKind,
    ProductStatus,
    Purpose,
    RateBase,
    TenorStep,
    Terms,
)
from rongqu.modules.catalog.wire import TermsBody

__all__ = [
    "FACTS",
    "VIEW_EVERYWHERE",
    "CollateralTerms",
    "Condition",
    "DocumentKind",
    "Fact",
    "FactUnit",
    "GradePrice",
    "GreenStep",
    "LeaseTerms",
    "Market",
    "NewVersion",
    "Offered",
    "OfferedMark",
    "Operator",
    "Product",
    "ProductKind",
    "ProductNotFound",
    "ProductStatus",
    "Purpose",
    "RateBase",
    "TenorStep",
    "Terms",
    "TermsBody",
    "VersionNotFound",
    "collaterals",
    "find_offered",
    "floating_of",
    "get_product",
    "get_product_version",
    "list_offered_products",
    "publish_product",
    "publish_version",
    "read_base_rate",
    "read_market",
    "read_starter_products",
    "recall_terms",
    "resolve",
]

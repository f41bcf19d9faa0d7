"""Many loans at once, in columns of whole numbers: to the cent what the engine says of each."""

from rongqu.modules.servicing.bulk.plans import Plans, compute_level_plans

__all__ = ["Plans", "compute_level_plans"]

"""What one may be allowed to do with products."""

VIEW = "catalog:view"
VIEW_EVERYWHERE = "catalog:view_everywhere"
PUBLISH = "catalog:publish"
WITHDRAW = "catalog:withdraw"

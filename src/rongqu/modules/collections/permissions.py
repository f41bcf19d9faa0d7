"""What one may be allowed to do about late loans."""

VIEW = "collections:view"
VIEW_EVERYWHERE = "collections:view_everywhere"
COLLECT = "collections:collect"
DISPOSE = "collections:dispose"

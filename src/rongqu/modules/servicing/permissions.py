"""What one may be allowed to do with loans."""

VIEW = "servicing:view"
VIEW_EVERYWHERE = "servicing:view_everywhere"
REPAY = "servicing:repay"
END_DAY = "servicing:end_day"

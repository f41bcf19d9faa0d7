"""What one may be allowed to do with leases."""

SET_OFF = "leasing:set_off"
VIEW = "leasing:view"

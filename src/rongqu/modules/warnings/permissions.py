"""What one may be allowed to do about warnings."""

VIEW = "warnings:view"
WORK = "warnings:work"

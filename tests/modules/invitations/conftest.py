"""Browsers that sign in for real, as in the tests of identity."""

from tests.modules.identity.conftest import browser, clock, new_browser, site

__all__ = ["browser", "clock", "new_browser", "site"]

"""What one may be allowed to do with loans of several funders."""

SHARE = "syndication:share"
GIVE_BACK = "syndication:give_back"
"""Pay back at once what was called back, instead of having it set off."""

VIEW = "syndication:view"

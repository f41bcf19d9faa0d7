"""What one may be allowed to do with loans of several funders."""

SHARE = "syndication:share"
VIEW = "syndication:view"

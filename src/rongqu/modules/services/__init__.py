"""Services: companies book legal, tax, accounting and valuation work from partners."""

"""Co-lending: a lender invites others to fund a part of an application before it is approved."""

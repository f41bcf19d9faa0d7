"""Loans with several funders 联合贷款: who put in how much, and who gets what of a repayment."""

"""Fraud: forged papers, impossible invoices, hidden links."""

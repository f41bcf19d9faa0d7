"""Electronic signatures in PDFs."""

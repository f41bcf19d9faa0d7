"""The evidence of a dispute as one file: contract, signatures, record, payments, proofs, guide."""

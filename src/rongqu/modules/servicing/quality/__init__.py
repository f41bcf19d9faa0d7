"""Categories of single loans, beyond days past due."""

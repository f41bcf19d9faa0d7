"""The transfer market 转让: holdings change hands on the next business day."""

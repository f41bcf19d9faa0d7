"""Exits 退出: buy-back, sale of the whole company, liquidation; to the cent."""

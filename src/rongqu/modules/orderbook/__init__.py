"""The order book of the transfer market 求购与赎回: waiting bids, and the redemption queue."""

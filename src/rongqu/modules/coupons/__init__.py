"""Coupons 优惠券: what the platform lets off of its fee, granted to one company each."""

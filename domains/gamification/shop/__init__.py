"""The shop: quotes, stock, limits, refunds."""

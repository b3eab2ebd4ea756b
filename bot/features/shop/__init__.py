"""The shop: /shop, and /stock and /refund for custodians."""

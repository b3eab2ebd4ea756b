"""Running the shop, auctions and secret words, for custodians."""

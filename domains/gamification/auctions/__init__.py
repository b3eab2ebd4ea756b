"""Auctions: bids are set aside, late bids extend, nobody wins what they cannot pay."""

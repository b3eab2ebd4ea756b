"""Auctions: /auctions, and /auction for custodians."""

"""What was earned too fast, for custodians to look at: /reviews."""

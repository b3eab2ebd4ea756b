"""Invitations: /invite, and the custodians' /referrals."""

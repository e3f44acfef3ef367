"""The front door: needs, offers, matches, referrals and challenges."""

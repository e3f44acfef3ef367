"""Referrals: a need sent on to somebody who can help, and what came of it."""

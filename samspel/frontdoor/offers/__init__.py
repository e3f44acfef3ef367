"""Offers: what actors help with, kept true by their owners."""

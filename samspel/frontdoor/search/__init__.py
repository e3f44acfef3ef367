"""The search index: made from the database, behind it by less than a second, and made anew whenever in doubt."""

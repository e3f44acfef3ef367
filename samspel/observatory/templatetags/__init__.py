"""Template tags of the observatory."""

"""The one writer of the index."""


def catch_up_quietly() -> None:
    """Bring the index up to date."""

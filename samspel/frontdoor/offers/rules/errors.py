"""What goes wrong at the front door."""


class FrontdoorError(Exception):
    """It cannot be done; the message is for the user."""

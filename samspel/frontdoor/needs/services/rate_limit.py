"""How much one address may ask in a while, counted in the database's cache so that it holds over all processes."""

import hashlib
import time
from dataclasses import dataclass

from django.core.cache import cache

HOUR, DAY = 3600, 86_400


@dataclass(frozen=True)
class RateLimit:
    """At most `most` times in `seconds`."""

    action: str
    most: int
    seconds: int


WRITE = RateLimit("write", 60, HOUR)  # needs begun from one address
SEND = RateLimit("send", 10, HOUR)  # needs sent from one address: a whole science park may share it
MAIL = RateLimit("mail", 5, DAY)  # confirmations mailed to one e-mail address


def rate_limit_count(*, limit: RateLimit, whom: str) -> bool:
    """Count one more for the address; False where that is too many. The address itself is not kept."""
    window = int(time.time()) // limit.seconds
    digest = hashlib.sha256(whom.strip().casefold().encode()).hexdigest()[:32]
    key = f"frontdoor-{limit.action}-{window}-{digest}"
    cache.add(key, 0, limit.seconds)
    try:
        return cache.incr(key) <= limit.most
    except ValueError:  # it went at that very moment, with the window
        return True

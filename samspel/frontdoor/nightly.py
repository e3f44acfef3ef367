"""What the front door does every night: erases what has had its time, asks whether offers are true, sends digests."""

from collections.abc import Callable

from samspel.frontdoor.needs import alerting, services
from samspel.frontdoor.offers import reminders
from samspel.frontdoor.searching.indexer import catch_up_quietly


def tidy(out: Callable[[str], None]) -> None:
    """`samspel tidy`: erase and remind."""
    done = services.tidy()
    asked = reminders.remind()
    catch_up_quietly()
    out(f"{done['askers']} askers erased, {done['needs']} unsent needs taken away, {asked} offers asked about")


def digest(out: Callable[[str], None]) -> int:
    """`samspel digest`: find what is new to saved searches, and mail it. Returns the exit status."""
    made = alerting.weigh()
    out(f"{made} new alerts, {alerting.digest()} mails")
    return 0

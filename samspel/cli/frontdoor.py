"""What the front door does every night: erases what has had its time, asks whether offers are true, sends digests."""

from collections.abc import Callable

from samspel.core import clock
from samspel.frontdoor.challenges.services.submission import erase_expired
from samspel.frontdoor.needs.services import need, saved_search
from samspel.frontdoor.offers.services import reminders
from samspel.frontdoor.search.services.index import catch_up_quietly


def tidy(out: Callable[[str], None]) -> None:
    """`samspel tidy`: erase and remind."""
    done = need.tidy()
    asked = reminders.remind()
    senders = erase_expired(clock.today())
    catch_up_quietly()
    out(f"{done['askers']} askers erased, {done['needs']} unsent needs taken away, {asked} offers asked about")
    out(f"{senders} senders of proposals to challenges erased")


def digest(out: Callable[[str], None]) -> int:
    """`samspel digest`: find what is new to saved searches, and mail it. Returns the exit status."""
    made = saved_search.weigh()
    out(f"{made} new alerts, {saved_search.digest()} mails")
    return 0

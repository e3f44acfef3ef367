"""What the front door does every night: erases what has had its time, asks whether offers are true, sends digests."""

from collections.abc import Callable

from samspel.core import clock
from samspel.frontdoor.challenges.services.submission import submission_contacts_erase
from samspel.frontdoor.needs.services import need
from samspel.frontdoor.needs.services.alerts import alerts_mail, alerts_match
from samspel.frontdoor.offers.services import reminders
from samspel.frontdoor.search.services.index import index_catch_up_quietly


def tidy(out: Callable[[str], None]) -> None:
    """`samspel tidy`: erase and remind."""
    done = need.needs_tidy()
    asked = reminders.offer_reminders_send()
    senders = submission_contacts_erase(today=clock.today())
    index_catch_up_quietly()
    out(f"{done['askers']} askers erased, {done['needs']} unsent needs taken away, {asked} offers asked about")
    out(f"{senders} senders of proposals to challenges erased")


def digest(out: Callable[[str], None]) -> int:
    """`samspel digest`: find what is new to saved searches, and mail it. Returns the exit status."""
    made = alerts_match()
    out(f"{made} new alerts, {alerts_mail()} mails")
    return 0

"""Alerts: which new offers fit needs whose askers want to know, and which needs fit offers. Once each.

Run every night. A new or changed offer is searched for inversely among the needs, and each need found is then asked
whether the offer is among its own good hits: the two must agree."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import override

from samspel.core import audit, clock
from samspel.frontdoor.models import Alert, Need, Offer, Pick, SavedSearch
from samspel.frontdoor.needs.services.saved_search import NEEDS_WEIGHED, OFFERS_WEIGHED
from samspel.frontdoor.offers.notifications.mail import absolute, mail
from samspel.frontdoor.search.queries.matcher import matcher
from samspel.frontdoor.search.queries.matches import IndexNotReady, is_good_hit, matches, need_wish, record_pk
from samspel.frontdoor.search.queries.records import need_kind, record_key, records_by_key
from samspel.frontdoor.search.services.index import index_catch_up_quietly
from samspel.matching import NeedsRebuild, Wish


def alerts_match() -> int:
    """Hold new and changed offers against saved needs, and new needs against saved offers; returns how many alerts."""
    index_catch_up_quietly()
    again = Q(weighed_at=None) | Q(weighed_at__lt=F("changed_at"))
    offers = Offer.objects.filter(again, withdrawn_on=None).select_related("programme")
    made = sum(_match_offer(offer) for offer in offers)
    needs = Need.objects.filter(state="open", weighed_at=None).select_related("programme", "partner")
    return made + sum(_match_need(need) for need in needs.prefetch_related("areas"))


def alerts_mail() -> int:
    """Mail each saved search what it has not been told yet, in one mail; returns how many mails."""
    sent = 0
    waiting = SavedSearch.objects.filter(stopped_at=None, alerts__told_at=None, alerts__isnull=False).distinct()
    for search in waiting.select_related("programme", "need", "offer__organisation"):
        sent += _mail_search(search)
    return sent


def _match_offer(offer: Offer) -> int:
    """Alerts for the needs that the offer fits, found inversely."""
    made = 0
    record = records_by_key([record_key("offer", offer.pk)]).get(record_key("offer", offer.pk))
    wanting = SavedSearch.objects.filter(programme=offer.programme_id, stopped_at=None, offer=None)
    searches = {search.need_id: search for search in wanting}
    if record is not None and searches:
        page = Wish("", limit=NEEDS_WEIGHED, per_owner=NEEDS_WEIGHED, today=clock.today())
        try:
            found = matcher().inverse(record, [need_kind(offer.programme_id)], page)
        except NeedsRebuild:
            return 0
        wanted = [pk for hit in found.hits if (pk := record_pk(hit)) in searches]
        rows = Need.objects.filter(pk__in=wanted, state="open").select_related("programme", "partner")
        picked = set(Pick.objects.filter(offer=offer).values_list("need_id", flat=True))
        for need in rows.prefetch_related("areas"):
            score = _good_hits(need).get(offer.pk)
            if score is not None and need.pk not in picked:
                made += _alert(searches[need.pk], score, offer=offer)
    Offer.objects.filter(pk=offer.pk).update(weighed_at=clock.now())
    return made


def _match_need(need: Need) -> int:
    """Alerts for the owners of offers that the need fits."""
    hits = _good_hits(need)
    searches = SavedSearch.objects.filter(programme=need.programme_id, stopped_at=None, offer__in=hits)
    picked = set(Pick.objects.filter(need=need).values_list("offer_id", flat=True))
    told = [s for s in searches if s.offer_id not in picked]
    made = sum(_alert(search, hits[search.offer_id or 0], need=need) for search in told)
    Need.objects.filter(pk=need.pk).update(weighed_at=clock.now())
    return made


def _good_hits(need: Need) -> dict[int, float]:
    """Offer id → score of the need's good hits."""
    wish = need_wish(need, [a.code for a in need.areas.all()], need.tags.get("helps", []), limit=OFFERS_WEIGHED)
    try:
        return {record_pk(hit): hit.score for hit in matches(wish).hits if is_good_hit(hit)}
    except IndexNotReady:
        return {}


def _alert(search: SavedSearch, score: float, **about: Any) -> int:
    """Keep it to be told, once ever."""
    _kept, new = Alert.objects.get_or_create(search=search, **about, defaults={"score": score, "made_at": clock.now()})
    return int(new)


@transaction.atomic
def _mail_search(search: SavedSearch) -> int:
    """One mail with all that is new. What has gone in the meantime is passed over in silence."""
    alerts = list(
        Alert.objects.select_for_update(of=("self",)).filter(search=search, told_at=None).order_by("-score", "pk")
        .select_related("offer__organisation", "need__municipality", "need__partner")
    )  # fmt: skip
    Alert.objects.filter(pk__in=[alert.pk for alert in alerts]).update(told_at=clock.now())
    if search.need is not None and search.need.state != "open":
        return 0
    stop_url = absolute(reverse("frontdoor:unsubscribe", args=[search.programme.code, search.link]))
    with override(search.language):
        lines = list(_mail_lines(search, alerts))
    if not lines:
        return 0
    context = {"lines": lines, "stop": stop_url, "number": search.need.number if search.need else None}
    if search.offer is not None:
        context["offer"] = search.offer.title_en if search.language == "en" else search.offer.title_sv
    headers = {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    template = "needs/mail/new_offers" if search.need else "needs/mail/new_needs"
    mail(template, [search.email], search.language, context, headers=headers)
    audit.write(None, "alerts.sent", search, changes={"alerts": [alert.pk for alert in alerts]})
    return 1


def _mail_lines(search: SavedSearch, alerts: Iterable[Alert]) -> Iterable[dict[str, str]]:
    """What is told of each: an offer's title, owner and page; of a need only where it is and in which areas, for its
    words are its asker's own."""
    for alert in alerts:
        if alert.offer is not None and alert.offer.withdrawn_on is None:
            path = reverse("frontdoor:offer", args=[search.programme.code, alert.offer.code])
            yield {"title": alert.offer.title, "who": alert.offer.organisation.name, "link": absolute(path)}
        elif alert.need is not None and alert.need.state == "open":
            areas = ", ".join(area.short for area in alert.need.areas.all())
            place = alert.need.municipality.name if alert.need.municipality else ""
            yield {"title": str(alert.need.number), "who": ", ".join(filter(None, [place, areas])), "link": ""}

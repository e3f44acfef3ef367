"""Mail to the one who asked: the link that confirms, and the link that follows."""

from django.urls import reverse

from samspel.frontdoor.models import Need
from samspel.frontdoor.offers.notifications.mail import absolute, mail


def mail_confirmation(need: Need, token: str) -> None:
    """Ask whether it was they who asked."""
    asker = need.asker
    context = {
        "name": asker.name,
        "programme": need.programme.short_en if asker.language == "en" else need.programme.short_sv,
        "number": need.number,
        "text": excerpt(need.text),
        "link": absolute(confirm_path(need, token)),
    }
    mail("needs/mail/confirm_need", [asker.email], asker.language, context)


def mail_need_opened(need: Need) -> None:
    """Say that it is on its way, and where it can be followed."""
    asker = need.asker
    context = {
        "name": asker.name,
        "number": need.number,
        "offers": [pick.offer.title_en if asker.language == "en" else pick.offer.title_sv for pick in
                   need.picks.select_related("offer")],
        "person": need.wants_person,
        "link": absolute(reverse("frontdoor:need", args=[need.programme.code, need.link])),
    }  # fmt: skip
    mail("needs/mail/need_opened", [asker.email], asker.language, context)


def confirm_path(need: Need, token: str) -> str:
    """The address of the page that confirms."""
    return reverse("frontdoor:confirm-need", args=[need.programme.code, need.link, token])


def excerpt(text: str, most: int = 300) -> str:
    """The beginning of a text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"

"""What is kept of a person as somebody who asked."""

from typing import Any

from samspel.frontdoor.models import Asker, SavedSearch


def personal_data_of(user: Any) -> dict[str, Any]:
    """Their needs and how they can be reached about them, by their e-mail address; and what they are told of."""
    askers = Asker.objects.filter(email__iexact=user.email).order_by("pk")
    searches = SavedSearch.objects.filter(email__iexact=user.email).order_by("pk")
    return {
        "needs": list(
            askers.values(
                "need__number", "need__text", "need__state", "name", "email", "phone", "organisation_name",
                "organisation_number", "given_on", "keep_until",
            )
        ),
        "saved_searches": list(searches.values("need__number", "offer__code", "email", "made_at", "stopped_at")),
    }  # fmt: skip

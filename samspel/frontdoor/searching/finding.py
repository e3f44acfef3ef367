"""Finding by text, for lists."""

from samspel.frontdoor.models import Offer
from samspel.programme.page import Page

MOST = 200


def offers_like(page: Page, text: str) -> list[int]:
    """Ids of the programme's offers that answer the text, best first."""
    from django.db.models import Q

    rows = Offer.objects.filter(programme=page.programme)
    condition = Q(title_sv__icontains=text) | Q(title_en__icontains=text) | Q(text_sv__icontains=text)
    return list(rows.filter(condition).values_list("pk", flat=True)[:MOST])

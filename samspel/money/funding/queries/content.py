"""An application as values, for the rules."""

from samspel.money.funding.labels import NEEDED
from samspel.money.funding.rules import AmountLine, Content
from samspel.money.models import Application


def content_of(application: Application) -> Content:
    """The application as values, for the rules."""
    return Content(
        starts_on=application.starts_on,
        ends_on=application.ends_on,
        texts=application.texts,
        needed=NEEDED,
        costs=[AmountLine(row.name, row.year, row.amount) for row in application.costs.all()],
        money=[AmountLine(row.name, row.year, row.amount, row.asked, row.kind) for row in application.money.all()],
    )

"""Taking back as one the costs that a file of books brought."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.core.facts import FactError, void_all
from samspel.core.programmes.models import Partner
from samspel.money.models import BookImport, ClaimRow, Expenditure
from samspel.results.reporting_periods.queries.frozen import frozen_period_of


def book_import_undo_note(*, brought: BookImport) -> str:
    """A cost that was taken back cannot be given again, so a file that replaced vouchers stays."""
    if brought.report.get("gone"):
        return _("The import cannot be undone: it replaced changed vouchers. Bring in the right books instead.")
    return ""


def book_import_undo(*, brought: BookImport, user: Any, reason: str) -> Mapping[str, Any]:
    """Void every cost that the file brought, in the caller's transaction, which also writes the audit event; returns
    how many. FactError where one has been corrected or taken back since, is in a claim, or was counted in a frozen
    period; PermissionDenied where the user may not take back every one."""
    Partner.objects.select_for_update().get(pk=brought.partner_id)
    costs = Expenditure.objects.filter(brought=brought, replaces=None)
    changed = costs.filter(voided_at__isnull=False).count()
    if changed:
        told = ngettext(
            "%(n)s cost of the file has been corrected or taken back since. Take the others back one by one.",
            "%(n)s costs of the file have been corrected or taken back since. Take the others back one by one.",
            changed,
        )
        raise FactError(told % {"n": changed})
    row = ClaimRow.objects.filter(expenditure__in=costs).select_related("claim", "expenditure").first()
    if row is not None:
        told = _("Voucher %(voucher)s of the file is in claim %(number)s. Take the costs back one by one.")
        raise FactError(told % {"voucher": row.expenditure.voucher, "number": row.claim.number})
    period = frozen_period_of(brought.programme_id, costs)
    if period is not None:
        told = _("Costs of the file are counted in period %(number)s, which is frozen. Correct them one by one.")
        raise FactError(told % {"number": period.number})
    return {"taken_back": void_all(costs, user, reason)}

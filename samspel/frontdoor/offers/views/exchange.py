"""Offers fetched and brought in as files."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from samspel.core import access
from samspel.frontdoor.offers.formats.open_referral import OpenReferralError, open_referral_rows
from samspel.frontdoor.offers.importer.offers import OfferImport
from samspel.frontdoor.offers.labels import open_referral_words
from samspel.frontdoor.offers.policy import OfferAction
from samspel.frontdoor.offers.queries import export
from samspel.frontdoor.offers.queries.table import offer_workbook
from samspel.frontdoor.offers.views.offers import stand_among
from samspel.imports.importer import ImportFault
from samspel.imports.services.table_import import table_import_begin
from samspel.web.accounts.form_drafts import sign_in_required
from samspel.web.page import Page, programme_page

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 10 * 1024 * 1024


class OpenReferralForm(forms.Form):
    """A file with Open Referral data."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("JSON after Open Referral HSDS 3. At most 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> Any:
        """Not larger than is allowed."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 10 MB. Divide it."))
        return file


@require_safe
@programme_page("find", action=OfferAction.VIEW)
def export_offers(request: HttpRequest, page: Page, form: str) -> HttpResponse:
    """The offers in force as an Excel file."""
    if form != "xlsx":
        raise Http404
    response = HttpResponse(export.offers_as_workbook(page.context), content_type=EXCEL)
    name = _("offers")
    response["Content-Disposition"] = f'attachment; filename="{name}-{page.programme.code}.xlsx"'
    return response


@require_safe
@programme_page("find", action=OfferAction.VIEW)
def offers_json(request: HttpRequest, page: Page) -> HttpResponse:
    """The offers in force as open data."""
    answer = JsonResponse(
        export.offers_as_open_referral(page.context), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_http_methods(["GET", "POST"])
@sign_in_required
@programme_page("find")
def import_open_referral(request: HttpRequest, page: Page) -> HttpResponse:
    """Bring in Open Referral data: from here on as any file, with a preview."""
    granted = [g for g in access.grants(request.user, OfferAction.RECORD) if g.programme_id == page.programme.pk]
    if not any(g.key != access.Reach.ORGANISATION for g in granted):
        raise PermissionDenied
    form = OpenReferralForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            content = offer_workbook(page.structure, open_referral_rows(file.read()))
            brought = table_import_begin(
                user=request.user,
                programme=page.programme,
                importer=OfferImport(),
                filename=f"{file.name}.xlsx",
                content=content,
            )
        except OpenReferralError as error:
            form.add_error("file", open_referral_words(error))
        except ImportFault as fault:
            form.add_error("file", str(fault))
        else:
            return redirect(page.url("results:import-page", brought.pk))
    stand_among(page)
    context = {
        "form": form,
        "heading": _("Bring in Open Referral data"),
        "about": _("Services become offers. Nothing is saved until you have seen a verdict on every row."),
        "send": _("See what it holds"),
    }
    return render(request, "frontdoor/offers/upload.html", context)

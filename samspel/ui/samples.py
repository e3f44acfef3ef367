"""Sample inputs for the styleguide's components. Invented."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from samspel.ui.components import Column, Link, Pages, Table, Todo

TONES = range(1, 9)
COLOURS = ("ground", "surface", "sunken", "ink", "ink-2", "line", "edge", "accent", "soft", "good", "bad", "stage")


class SampleForm(forms.Form):
    """A field of each kind."""

    name = forms.CharField(label="Namn", help_text="Som det står i registret.", max_length=20)
    day = forms.DateField(label="Datum", widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label="Typ", choices=[("a", "Företag"), ("b", "Lärosäte")])
    text = forms.CharField(label="Beskrivning", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agree = forms.BooleanField(label="Får visas öppet", required=False)
    areas = forms.MultipleChoiceField(
        label="Områden",
        choices=[("1", "Livsmedel"), ("2", "Life science")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class FilterForm(forms.Form):
    """Two filters."""

    q = forms.CharField(label="Sök", required=False)
    kind = forms.ChoiceField(label="Typ", choices=[("", "Alla"), ("a", "Företag")], required=False)


def context() -> dict[str, Any]:
    """Everything the styleguide shows, apart from the charts."""
    return {
        "colours": COLOURS,
        "tones": TONES,
        "form": SampleForm(prefix="ok", initial={"name": "Exempelbolag 017 AB", "areas": ["1"]}),
        "wrong": SampleForm({"wrong-name": "Ett alldeles för långt namn", "wrong-day": "igår"}, prefix="wrong"),
        "filters": FilterForm(prefix="filter"),
        "table": Table(
            "Företag per kommun",
            [Column("Kommun"), Column("Företag", numeric=True)],
            [["Vingåker", 3], ["Linköping", 22], [Link("Uppsala", "#tables"), 20]],
            ["Summa", 45],
            caption_shown=True,
        ),
        "empty_table": Table("Företag per kommun", [Column("Kommun"), Column("Företag", numeric=True)], [], empty=""),
        "initiatives": [
            {"name": "Provkök", "state": "good", "words": "I takt", "spent": [1200, 800]},
            {"name": "Testbädd", "state": "bad", "words": "Efter planen", "spent": [300, 0]},
        ],
        "years": [2018, 2019],
        "spent_in_all": [1500, 800],
        "nothing": [],
        "pages": Pages(2, True, True, 7, 640),
        "pairs": [("Part", "Region Sörmland"), ("Period", "2018–2020"), ("Belopp", None)],
        "crumbs": [Link("Översikt", "#top"), Link("Insatser", "#top"), Link("Provkök", "", True)],
        "tabs": [Link("Alla", "#tabs", True), Link("Pågår", "#tabs"), Link("Planerade", "#tabs")],
        "waiting": [
            Todo("Andra lägesrapporten", "#todo", "12 dagar sen", True, 2),
            Todo("Upphandla följeforskning", "#todo", "1 dec", False, 0),
        ],
        "step_labels": ["Fil", "Granska", "Läs in"],
        "empty_title": _("Nothing here yet"),
    }

"""Weak spots and notes as tables to take home."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from samspel.observatory.analysis.documents import PageChart
from samspel.observatory.weak_spots.labels import STATES
from samspel.observatory.weak_spots.queries.weak_spots import WeakSpotLine
from samspel.ui.charts import ChartTable

if TYPE_CHECKING:
    from samspel.observatory.models import WeakSpotNote


def weak_spot_table(listed: Sequence[WeakSpotLine]) -> PageChart:
    """Every weak spot with its source, strength and evidence."""
    head = [_("Weak spot"), _("Source"), _("Strength"), _("Evidence"), _("Area"), _("Notes")]
    rows: list[Any] = [
        [
            one.spot.title, str(one.source.name), one.spot.strength_words,
            "; ".join(ground.words for ground in one.spot.grounds), one.spot.area.short if one.spot.area else "",
            str(len(one.notes)),
        ]
        for one in listed
    ]  # fmt: skip
    return PageChart("weak-spots", _("Weak spots"), ChartTable(_("Weak spots"), head, rows))


def note_table(notes: Sequence["WeakSpotNote"]) -> PageChart:
    """Every note with what is to be done, by whom and until when."""
    head = [_("Weak spot"), _("What is to be done"), _("Who"), _("Until"), _("State"), _("Written by"), _("Key")]
    rows: list[Any] = [
        [
            note.title, note.what, note.who, note.due_on.isoformat(), str(STATES[note.state]),
            str(note.made_by or ""), note.spot,
        ]
        for note in notes
    ]  # fmt: skip
    return PageChart("notes", _("Notes to act on"), ChartTable(_("Notes to act on"), head, rows))

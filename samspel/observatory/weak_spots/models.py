"""Notes to act on: what somebody is to do about a weak spot. Action plans may begin from them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from samspel.core.programmes.models import Area, Programme


class WeakSpotNote(models.Model):
    """What is to be done about a weak spot, by whom, until when, and how it goes.

    `spot` is the weak spot's key, `title` what it was called when the note was made: the spot may have gone since."""

    OPEN, BEGUN, DONE, DROPPED = "open", "begun", "done", "dropped"
    STATES: ClassVar = [(k, k) for k in (OPEN, BEGUN, DONE, DROPPED)]

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="weak_spot_notes")
    spot = models.CharField(max_length=120)
    title = models.CharField(max_length=300)
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=1000)
    who = models.CharField(max_length=120)
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=STATES, default=OPEN)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    access_paths: ClassVar[dict[str, str]] = {"programme": "programme", "area": "area"}

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(what="") & ~Q(who=""), name="observatory_note_says_what_and_who")
        ]

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in (self.OPEN, self.BEGUN)

    def __str__(self) -> str:
        return f"{self.spot} {self.state}"

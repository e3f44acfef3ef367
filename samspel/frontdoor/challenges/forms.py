"""Forms of challenges: the challenge and its criteria, questions, submissions, the jury, decision and trial."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspel.actors.models import Organisation
from samspel.actors.organisations.queries.visibility import granted
from samspel.core import access, clock
from samspel.core.assessment import HIGHEST, LOWEST
from samspel.core.models import User
from samspel.core.programmes.context import ReadContext
from samspel.core.programmes.models import Area, Partner
from samspel.frontdoor.challenges.labels import KINDS, OUTCOMES
from samspel.frontdoor.challenges.policy import ChallengeAction
from samspel.frontdoor.challenges.queries.challenges import Scored
from samspel.frontdoor.challenges.services.challenge import ChallengeData, Weighed
from samspel.frontdoor.challenges.services.decision import Verdict
from samspel.frontdoor.challenges.services.submission import SubmissionData
from samspel.frontdoor.models import Challenge, ChallengeCriterion
from samspel.frontdoor.needs.forms import GuardedForm
from samspel.programme.initiatives.forms import DayInput, answerable

ROWS = {"rows": 8}


class ChallengeForm(forms.Form):
    """A challenge, new or a draft."""

    title_sv = forms.CharField(label=gettext_lazy("Title, Swedish"), max_length=140)
    text_sv = forms.CharField(
        label=gettext_lazy("What is needed, Swedish"), max_length=8000, widget=forms.Textarea(attrs=ROWS),
        help_text=gettext_lazy("The need, not the solution: what is hard today, for whom, and what would be better."),
    )  # fmt: skip
    title_en = forms.CharField(label=gettext_lazy("Title, English"), max_length=140)
    text_en = forms.CharField(
        label=gettext_lazy("What is needed, English"), max_length=8000, widget=forms.Textarea(attrs=ROWS)
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    owner = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Whose need it is"), empty_label=gettext_lazy("Choose")
    )
    area = forms.ModelChoiceField(Area.objects.none(), label=gettext_lazy("Area"), empty_label=gettext_lazy("Choose"))
    partner = forms.ModelChoiceField(
        Partner.objects.none(), label=gettext_lazy("Region that answers for it"), empty_label=gettext_lazy("Choose")
    )
    opens_on = forms.DateField(
        label=gettext_lazy("First day for proposals"), widget=DayInput(),
        help_text=gettext_lazy("Until then there is market dialogue: questions and answers."),
    )  # fmt: skip
    closes_on = forms.DateField(label=gettext_lazy("Last day for proposals"), widget=DayInput())
    reward = forms.DecimalField(
        label=gettext_lazy("What can be given, in all"), min_value=0, max_digits=12, decimal_places=2, initial=0,
        help_text=gettext_lazy("In the programme's currency. 0 where there is no money."),
    )  # fmt: skip
    jurors = forms.IntegerField(
        label=gettext_lazy("How many in the jury must assess each proposal"), min_value=1, max_value=20, initial=2
    )

    def __init__(self, context: ReadContext, challenge: Challenge | None, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", initial_of(challenge) if challenge else None)
        super().__init__(*args, **kwargs)
        every = [partner.pk for partner in context.structure.partners]
        own = answerable(granted(context, ChallengeAction.MANAGE), access.Reach.PARTNER, every)
        self._rows("partner", Partner.objects.filter(pk__in=own))
        if len(own) == 1:
            self.fields["partner"].initial = own[0]
        self._rows("area", Area.objects.filter(programme=context.programme))
        self._rows("owner", Organisation.objects.exclude(kind="company").order_by("name"))
        self.fields["kind"].choices = list(KINDS.items())  # type: ignore[attr-defined]
        for name in ("partner", "area"):
            self.fields[name].label_from_instance = lambda row: row.name  # type: ignore[attr-defined]

    def _rows(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day after the first."""
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("opens_on"), data.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("The last day is before the first. Give the same day or a later one."))
        return data

    def data_for_service(self, criteria: Sequence[Weighed]) -> ChallengeData:
        """The valid form as plain data."""
        return ChallengeData(criteria=criteria, **self.cleaned_data)


class CriterionForm(forms.Form):
    """A criterion in both languages, with its weight."""

    question_sv = forms.CharField(label=gettext_lazy("Criterion, Swedish"), max_length=300, required=False)
    question_en = forms.CharField(label=gettext_lazy("Criterion, English"), max_length=300, required=False)
    weight = forms.IntegerField(label=gettext_lazy("Weight"), min_value=1, max_value=100, required=False)

    def clean(self) -> dict[str, Any]:
        """All three or none."""
        data: dict[str, Any] = super().clean() or {}
        lacking = [name for name in ("question_sv", "question_en", "weight") if not data.get(name)]
        if lacking and len(lacking) < 3 and not self.errors:
            self.add_error(lacking[0], _("Give the criterion in both languages and its weight, or leave all empty."))
        return data


class _Criteria(forms.BaseFormSet):
    """At least one criterion."""

    def clean(self) -> None:
        """Something to judge by."""
        if not any(self.errors) and not criteria_of(self):
            raise forms.ValidationError(_("Write at least one criterion."))


CriterionForms = forms.formset_factory(CriterionForm, formset=_Criteria, extra=3, max_num=10)


def criteria_of(sent: Any) -> list[Weighed]:
    """The filled-in rows of a valid set of `CriterionForm`."""
    rows = (form.cleaned_data for form in sent if hasattr(form, "cleaned_data"))
    return [Weighed(r["question_sv"], r["question_en"], r["weight"]) for r in rows if r.get("weight")]


def initial_of(challenge: Challenge) -> dict[str, Any]:
    """The draft as the form shows it."""
    return {name: getattr(challenge, name) for name in ChallengeForm.base_fields}


class QuestionForm(GuardedForm):
    """A question from anybody."""

    text = forms.CharField(
        label=gettext_lazy("Your question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The question and the answer are shown to everybody, without your name."),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), required=False,
        help_text=gettext_lazy("If you want to be told when it is answered. Erased after that."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """A public answer."""

    answer = forms.CharField(
        label=gettext_lazy("Answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Shown to everybody."),
    )  # fmt: skip


class ProposalForm(forms.Form):
    """What a sender may change until the last day."""

    title = forms.CharField(label=gettext_lazy("Title of the proposal"), max_length=140)
    text = forms.CharField(
        label=gettext_lazy("The proposal"), max_length=8000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy("The jury reads it without knowing who sent it, so leave the company's name out."),
    )  # fmt: skip


class SubmissionForm(ProposalForm, GuardedForm):
    """A new proposal, with who sends it."""

    company = forms.CharField(label=gettext_lazy("Company"), max_length=200)
    organisation_number = forms.CharField(
        label=gettext_lazy("Organisation number"), max_length=20, required=False,
        help_text=gettext_lazy("Leave it empty if the company is not registered yet, or is a sole trader."),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("Your name"), max_length=120)
    email = forms.EmailField(label=gettext_lazy("E-mail address"))

    def data_for_service(self) -> SubmissionData:
        """The valid form as plain data."""
        return SubmissionData(**{name: self.cleaned_data[name] for name in SubmissionData.__dataclass_fields__})


class JuryForm(forms.Form):
    """Who is in the jury: of those who may judge in the programme."""

    people = forms.ModelMultipleChoiceField(
        User.objects.none(), label=gettext_lazy("The jury"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, challenge: Challenge, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"people": list(challenge.jury.values_list("person", flat=True))})
        super().__init__(*args, **kwargs)
        roles = [str(role) for role in access.POLICY[ChallengeAction.JUDGE]]
        members = User.objects.filter(
            is_active=True, memberships__programme=challenge.programme, memberships__role__in=roles
        )
        self.fields["people"].queryset = members.distinct().order_by("name")  # type: ignore[attr-defined]


class ExtendForm(forms.Form):
    """A later last day."""

    closes_on = forms.DateField(label=gettext_lazy("New last day"), widget=DayInput())


class WhyForm(forms.Form):
    """Why a challenge is called off."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is called off"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Shown on the challenge's page."),
    )  # fmt: skip


class PointsForm(forms.Form):
    """A juror's points for a proposal."""

    def __init__(self, criteria: Sequence[ChallengeCriterion], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        choices = [(n, str(n)) for n in range(LOWEST, HIGHEST + 1)]
        for one in criteria:
            self.fields[f"points_{one.pk}"] = forms.TypedChoiceField(
                label=_("%(question)s (weight %(weight)s)") % {"question": one.question, "weight": one.weight},
                coerce=int, choices=choices, widget=forms.RadioSelect, help_text=_("1 is the lowest, 5 the highest."),
            )  # fmt: skip
        area = forms.Textarea(attrs={"rows": 3})
        self.fields["comment"] = forms.CharField(label=_("Comment"), required=False, widget=area, max_length=4000)

    @property
    def points(self) -> Mapping[int, int]:
        """Criterion → points."""
        return {one.pk: self.cleaned_data[f"points_{one.pk}"] for one in self.criteria}


class VerdictForm(forms.Form):
    """The decision: the day, the reasons, and an amount for each chosen proposal."""

    day = forms.DateField(label=gettext_lazy("Day of the decision"), widget=DayInput())
    reasons = forms.CharField(
        label=gettext_lazy("Reasons"), max_length=8000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Shown to everybody."),
    )  # fmt: skip

    def __init__(self, scored: Sequence[Scored], *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"day": clock.today()})
        super().__init__(*args, **kwargs)
        self.rows = scored
        for one in scored:
            pk, letter = one.submission.pk, one.submission.letter
            self.fields[f"chosen_{pk}"] = forms.BooleanField(
                label=_("Choose proposal %(letter)s") % {"letter": letter}, required=False
            )
            self.fields[f"amount_{pk}"] = forms.DecimalField(
                label=_("Amount to proposal %(letter)s") % {"letter": letter}, required=False, min_value=0,
                max_digits=12, decimal_places=2,
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Amounts only to what is chosen."""
        data: dict[str, Any] = super().clean() or {}
        for one in self.rows:
            pk = one.submission.pk
            if data.get(f"amount_{pk}") and not data.get(f"chosen_{pk}"):
                self.add_error(f"amount_{pk}", _("Choose the proposal, or leave the amount empty."))
        return data

    def verdict(self) -> Verdict:
        """What is decided."""
        data = self.cleaned_data
        chosen = {
            one.submission.pk: data.get(f"amount_{one.submission.pk}") or Decimal(0)
            for one in self.rows
            if data[f"chosen_{one.submission.pk}"]
        }
        return Verdict(data["day"], data["reasons"], chosen)


class Lettered(forms.ModelChoiceField):
    """A proposal, chosen by its letter and title."""

    def label_from_instance(self, obj: Any) -> str:
        """The letter and the title."""
        return f"{obj.letter}. {obj.title}"


class PilotForm(forms.Form):
    """Where and when a chosen proposal is tried."""

    place = forms.CharField(label=gettext_lazy("Where it is tried"), max_length=200)
    starts_on = forms.DateField(label=gettext_lazy("First day"), widget=DayInput())
    ends_on = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput())


class ResultForm(forms.Form):
    """What came of a trial."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it"), choices=list(OUTCOMES.items()), widget=forms.RadioSelect
    )
    result_sv = forms.CharField(
        label=gettext_lazy("In words, Swedish"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    result_en = forms.CharField(
        label=gettext_lazy("In words, English"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    day = forms.DateField(label=gettext_lazy("Day the trial ended"), widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = clock.today()

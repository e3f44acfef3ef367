"""What the tests of challenges are made of."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from samspel.actors.models import Organisation
from samspel.core.access import Role
from samspel.core.models import User
from samspel.core.programmes.models import Programme
from samspel.frontdoor.challenges.services import challenge as challenge_services
from samspel.frontdoor.challenges.services import jury
from samspel.frontdoor.challenges.services import submission as submission_services
from samspel.frontdoor.challenges.services.challenge import ChallengeData, CriterionData
from samspel.frontdoor.challenges.services.jury import jury_appoint
from samspel.frontdoor.challenges.services.submission import SubmissionData, submissions_open
from samspel.frontdoor.models import Challenge, Submission
from tests.money.samples import somebody

DAY = date(2019, 9, 2)


class World:
    """A programme with an officer of Uppsala, two jurors, and a challenge that can be taken as far as wanted."""

    def __init__(self, programme: Programme, settings: Any) -> None:
        self.programme, self.settings = programme, settings
        settings.SAMSPEL_TODAY = DAY
        self.officer = somebody(programme, Role.OFFICER, "uppsala")
        self.jurors = [somebody(programme, Role.STEERING, name=f"juror{n}") for n in range(2)]
        self.owner = Organisation.objects.create(name="Uppsala kommun", kind="municipality", identity="none")

    def on(self, day: date) -> None:
        """Make the day today."""
        self.settings.SAMSPEL_TODAY = day

    def data(self, **changes: Any) -> ChallengeData:
        """A challenge that opens in a week and is open for a month."""
        told: dict[str, Any] = {
            "partner": self.programme.partners.get(code="uppsala"), "owner": self.owner,
            "area": self.programme.areas.get(code="life"), "kind": "contest", "title_sv": "Färre fall på natten",
            "title_en": "Fewer falls at night", "text_sv": "Boende faller när de går upp.",
            "text_en": "Residents fall when they get up.", "opens_on": DAY + timedelta(days=7),
            "closes_on": DAY + timedelta(days=37), "jurors": 2, "reward": Decimal(100_000),
            "criteria": [CriterionData("Nytta", "Use", 3), CriterionData("Kan införas", "Can be put in place", 1)],
        }  # fmt: skip
        return ChallengeData(**{**told, **changes})

    def draft(self, **changes: Any) -> Challenge:
        """A draft."""
        return challenge_services.challenge_draft(
            actor=self.officer, programme=self.programme, data=self.data(**changes)
        )

    def published(self) -> Challenge:
        """Published, in dialogue, with its jury."""
        made = self.draft()
        jury_appoint(actor=self.officer, challenge=made, people=self.jurors)
        challenge_services.challenge_publish(actor=self.officer, challenge=made)
        return self.fresh(made)

    def open(self) -> Challenge:
        """Open for proposals."""
        made = self.published()
        self.on(made.opens_on)
        return made

    def proposal(self, challenge: Challenge, company: str = "Nattljus AB", confirmed: bool = True) -> Submission:
        """A proposal that has come in."""
        told = SubmissionData(
            company,
            "",
            f"Ett golv som märker {len(company)} steg",
            "Ett golv som känner fötter.",
            "Ada",
            f"{company[:3]}@x.test",
        )
        made = submission_services.submission_send(actor=None, challenge=challenge, data=told, organisation=None)
        if confirmed:
            submission_services.submission_confirm(submission=made)
        return Submission.objects.get(pk=made.pk)

    def judging(self, companies: tuple[str, ...] = ("Nattljus AB", "Steg AB", "Vaka AB")) -> Challenge:
        """Opened, with the proposals of the companies."""
        made = self.open()
        for company in companies:
            self.proposal(made, company)
        self.on(made.closes_on + timedelta(days=1))
        submissions_open(actor=self.officer, challenge=made)
        return self.fresh(made)

    def score(self, juror: User, submission: Submission, *points: int) -> None:
        """The juror has no interest, and gives the points in the order of the criteria."""
        jury.interest_declare(actor=juror, submission=submission, conflict=False)
        criteria = submission.challenge.criteria.all()
        jury.scores_hand_in(
            actor=juror,
            submission=submission,
            points={c.pk: p for c, p in zip(criteria, points, strict=True)},
            comment="",
        )

    def judged(self) -> Challenge:
        """Everything is scored: the first proposal by letter best."""
        made = self.judging()
        for juror in self.jurors:
            for place, submission in enumerate(made.submissions.order_by("letter")):
                self.score(juror, submission, 5 - place, 4)
        return made

    def fresh(self, challenge: Challenge) -> Challenge:
        """As the database has it."""
        return Challenge.objects.get(pk=challenge.pk)

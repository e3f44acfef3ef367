"""What the front door does every night, by its commands: what has had its time goes, and nothing else does."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from samspel.cli import frontdoor
from samspel.core import clock
from samspel.core.models import AuditEvent
from samspel.core.programmes.models import Programme
from samspel.frontdoor.models import Asker, Need, Offer, SavedSearch, Submission, SubmissionContact
from samspel.frontdoor.search.services.outbox import index_change_note
from tests.frontdoor.challenges.world import World as ChallengeWorld
from tests.frontdoor.making import an_offer
from tests.frontdoor.referrals.world import MONDAY, World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(ecs: Programme, settings: Any) -> World:
    """A Monday in East Central Sweden."""
    settings.SAMSPEL_TODAY = MONDAY
    return a_world(ecs)


def said(run: Any) -> list[str]:
    """What a command prints."""
    lines: list[str] = []
    run(lines.append)
    return lines


def test_tidy_erases_askers_drafts_and_senders_whose_time_is_over(world: World, settings: Any) -> None:
    kept, expired = world.need(), world.need()
    Asker.objects.filter(need=expired).update(keep_until=MONDAY - timedelta(days=1))
    Asker.objects.filter(need=kept).update(keep_until=MONDAY)
    old, new = (
        Need.objects.create(programme=world.programme, text="Utkast", language="sv", made_at=clock.now() - age)
        for age in (timedelta(days=8), timedelta(days=6))
    )
    example = Need.objects.create(
        programme=world.programme, text="Exempel", language="sv", made_at=clock.now() - timedelta(days=8), example=True
    )
    challenges = ChallengeWorld(world.programme, settings)
    challenge = challenges.open()
    sender, other = challenges.proposal(challenge), challenges.proposal(challenge, "Kvar AB")
    challenges.on(MONDAY)
    SubmissionContact.objects.filter(submission=sender).update(keep_until=MONDAY - timedelta(days=1))
    assert said(frontdoor.tidy) == [
        "1 askers erased, 1 unsent needs taken away, 0 offers asked about",
        "1 senders of proposals to challenges erased",
    ]
    assert list(Asker.objects.values_list("need", flat=True)) == [kept.pk]
    assert set(Need.objects.values_list("pk", flat=True)) == {kept.pk, expired.pk, new.pk, example.pk}
    assert not Need.objects.filter(pk=old.pk).exists()
    assert list(SubmissionContact.objects.values_list("submission", flat=True)) == [other.pk]
    assert Submission.objects.filter(pk=sender.pk).exists()
    assert said(frontdoor.tidy)[0].startswith("0 askers erased, 0 unsent needs")


def test_tidy_asks_about_offers_that_nobody_has_confirmed_for_a_year(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    year = MONDAY - timedelta(days=366)
    stale, fresh, gone, past, example, asked = (
        an_offer(world.programme, title_sv=f"Erbjudande {n}", contact_email=f"{n}@example.org") for n in range(6)
    )
    Offer.objects.exclude(pk=fresh.pk).update(confirmed_on=year)
    Offer.objects.filter(pk__in=[world.near.pk, world.far.pk]).update(confirmed_on=MONDAY)
    Offer.objects.filter(pk=gone.pk).update(withdrawn_on=MONDAY)
    Offer.objects.filter(pk=past.pk).update(valid_to=MONDAY - timedelta(days=1))
    Offer.objects.filter(pk=example.pk).update(example=True)
    Offer.objects.filter(pk=asked.pk).update(asked_on=MONDAY - timedelta(days=29))
    with django_capture_on_commit_callbacks(execute=True):
        assert said(frontdoor.tidy)[0].endswith(" 1 offers asked about")
    assert [letter.to for letter in mail.outbox] == [["0@example.org"]]
    assert stale.title_sv in mail.outbox[0].body
    stale.refresh_from_db()
    assert stale.asked_on == MONDAY
    assert AuditEvent.objects.filter(action="offer.asked_about").count() == 1


def test_the_digest_tells_each_search_what_is_new_to_it(
    ecs: Programme, nordmark: Programme, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.SAMSPEL_TODAY = date(2019, 9, 30)
    searches = []
    for number, (programme, stopped) in enumerate([(ecs, None), (ecs, clock.now()), (nordmark, None)], start=1):
        now = clock.now()
        need = Need.objects.create(
            programme=programme, number=number, text="Vi vill dragprova återvunnen stålplåt", language="sv",
            state="open", made_at=now, sent_at=now, confirmed_at=now, occurred_on=clock.today(), tags={"helps": []},
            weighed_at=now,
        )  # fmt: skip
        searches.append(
            SavedSearch.objects.create(
                programme=programme, need=need, email=f"{number}@example.org", made_at=now, stopped_at=stopped
            )
        )
        index_change_note(kind="need", records=[need.pk])
    offer = an_offer(ecs)
    for number in range(8):
        an_offer(ecs, title_sv=f"Ullspinneri {number}", text_sv="Vi spinner ull.", title_en="Wool", text_en="Wool.")
    with django_capture_on_commit_callbacks(execute=True):
        assert said(frontdoor.digest) == ["1 new alerts, 1 mails"]
    assert [letter.to for letter in mail.outbox] == [["1@example.org"]]
    assert [search.alerts.count() for search in searches] == [1, 0, 0]
    assert searches[0].alerts.get().offer == offer
    with django_capture_on_commit_callbacks(execute=True):
        assert said(frontdoor.digest) == ["0 new alerts, 0 mails"]

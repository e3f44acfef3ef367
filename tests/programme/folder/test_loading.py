"""Loading a folder: what is written, what a second load changes, and what it leaves alone."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from samspel.core.models import AuditEvent, County, Municipality, User
from samspel.core.programmes import models as m
from samspel.programme.folder.formats import read_folder
from samspel.programme.folder.queries.load_plan import load_diff
from samspel.programme.folder.queries.places import known_places
from samspel.programme.folder.rules.diff import FieldChange, PlanChange
from samspel.programme.folder.services.load import LoadRefusedError, folder_load
from tests.programme.folder.folders import ABROAD, FILES, OWN, PLACES, make_folder

pytestmark = [pytest.mark.every_database, pytest.mark.django_db]
DAY = date(2018, 6, 1)


@pytest.fixture
def read(tmp_path):
    """Makes a folder in a test's own way and reads it."""
    return lambda replace=None, **files: read_folder(make_folder(tmp_path, replace, **files), PLACES)


@pytest.fixture
def loaded(read):
    """The small programme, loaded."""
    folder_load(folder=read(), today=DAY)
    return m.Programme.objects.get(code="smaprogram")


def test_a_first_load_writes_everything(read):
    folder = read()
    diff = folder_load(folder=folder)
    programme = m.Programme.objects.get()
    assert (programme.name_en, programme.planning_rate) == ("The small programme", Decimal("8.39"))
    assert programme.folder_digest == folder.digest
    assert programme.rule_overrides["cost.social-flat-rate"]["value"] == "45.24"
    lead = m.Partner.objects.get(role="lead")
    assert sorted(lead.municipalities.values_list("name", flat=True)) == ["Sala", "Västerås"]
    tracks = m.Track.objects.values_list("code", "area__code", "order")
    assert list(tracks) == [("gemensamt", None, 1), ("erbjudanden", "industri", 2)]
    assert [a.code for a in m.Activity.objects.get(code="enkla").cross_areas.all()] == ["energi"]
    link = m.AreaLink.objects.get()
    assert (link.first.code, link.second.code) == ("industri", "energi")
    assert m.Objective.objects.get(code="projektmal").parent.code == "overgripande"
    assert m.Body.objects.get(code="ledning").reports_to.code == "styrgrupp"
    assert list(m.TargetYear.objects.values_list("year", "value")) == [(2018, 100), (2019, 300)]
    assert m.BudgetLine.objects.get(category__code="tjanster", year=2019).amount == Decimal("399.50")
    assert m.FinancingLine.objects.count() == 4
    assert m.FundingApplication.objects.get().applicant.code == "vastmanland"
    version = m.WorkPackageVersion.objects.get(track__code="gemensamt")
    assert (version.number, version.valid_from, version.author) == (1, date(2018, 1, 1), None)
    assert {change.action for change in diff.changes} == {"created"}


def test_loading_writes_one_audit_event_and_loading_again_none(read):
    folder = read()
    folder_load(folder=folder)
    event = AuditEvent.objects.get()
    assert (event.action, event.programme_code) == ("programme.loaded", "smaprogram")
    assert event.changes["created"]["area"] == ["industri", "energi"]
    assert not folder_load(folder=folder)
    assert AuditEvent.objects.count() == 1


def test_a_plan_writes_nothing(read, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        diff = load_diff(read())
    assert diff
    assert not m.Programme.objects.exists()


def test_reading_what_is_there_costs_the_same_however_much_there_is(loaded, read, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        assert not load_diff(read())


def test_a_changed_field_is_shown_old_and_new_and_only_it_is_written(loaded, read):
    before = m.Area.objects.get(code="energi").pk
    folder = read({"areas.toml": ("tone = 2", "tone = 5")})
    change = FieldChange("tone", 2, 5)
    expected = (PlanChange("area", "energi", "changed", (change,)),)
    assert load_diff(folder).changes == expected
    assert folder_load(folder=folder).changes == expected
    assert m.Area.objects.get(tone=5).pk == before
    assert AuditEvent.objects.last().changes == {"changed": {"area": {"energi": {"tone": [2, 5]}}}}
    assert not load_diff(folder)


def test_links_and_lists_of_links_change(loaded, read):
    folder = read(
        {
            "organisation.toml": ('partner = "vastmanland"', 'partner = "orebro"'),
            "partners.toml": ('["Örebro"]', '["Askersund", "Örebro"]'),
            "objectives.toml": ('parent = "overgripande"\n', ""),
        }
    )
    folder_load(folder=folder)
    assert m.Body.objects.get(code="ledning").partner.code == "orebro"
    assert set(m.Partner.objects.get(code="orebro").municipalities.values_list("pk", flat=True)) == {
        "SE1880",
        "SE1882",
    }
    assert m.Objective.objects.get(code="projektmal").parent is None
    assert not load_diff(folder)
    folder_load(folder=read())
    assert m.Partner.objects.get(code="orebro").municipalities.count() == 1


def test_the_lead_can_change_hands(loaded, read):
    swapped = FILES["partners.toml"].replace('"lead"', '"x"').replace('role = "partner"', 'role = "lead"')
    folder_load(folder=read(partners__toml=swapped.replace('"x"', '"partner"')))
    assert m.Partner.objects.get(role="lead").code == "orebro"


def test_what_is_gone_from_the_folder_is_removed_with_what_it_owns(loaded, read):
    areas = FILES["areas.toml"]
    without = areas[: areas.index("[[track]]")] + areas[areas.index("[[link]]") :]
    diff = folder_load(folder=read(areas__toml=without, organisation__toml=None))
    assert {(c.entity, c.label) for c in diff.of("removed")} == {
        ("track", "gemensamt"),
        ("body", "styrgrupp"),
        ("body", "ledning"),
    }
    assert not m.Body.objects.exists()
    assert not m.WorkPackageVersion.objects.filter(track__code="gemensamt").exists()


def test_what_something_stands_on_is_not_removed(loaded, read):
    user = User.objects.create_user("anna@example.org", name="Anna")
    area = m.Area.objects.get(code="energi")
    m.Membership.objects.create(user=user, programme=loaded, role="area_lead", area=area)
    areas = FILES["areas.toml"].replace('cross = ["energi"]\n', "")
    start = areas.index('[[area]]\ncode = "energi"')
    folder = read(areas__toml=areas[:start] + areas[areas.index("[[track]]") : areas.index("[[link]]")])
    [reason] = load_diff(folder).refused
    assert "energi" in reason
    assert "membership 1" in reason
    with pytest.raises(LoadRefusedError, match="energi"):
        folder_load(folder=folder)
    assert m.AreaLink.objects.exists()
    assert AuditEvent.objects.count() == 1


def test_a_decided_plan_is_not_overwritten(loaded, read):
    sheet = "financier;2018;2019;total\neruf;400;600;1000\norebro-medel;600;400;1000\ntotal;1000;1000;2000\n"
    folder = read(financing__csv=sheet)
    [reason] = load_diff(folder).refused
    assert "1" in reason
    assert "[[version]]" in reason
    with pytest.raises(LoadRefusedError):
        folder_load(folder=folder)
    assert m.FinancingLine.objects.get(financier__code="eruf", year=2018).amount == 500


def test_a_plan_versions_texts_may_be_put_right_but_not_its_date(loaded, read):
    folder_load(folder=read({"money.toml": ('sv = "Beslutad plan"', 'sv = "Beslutad"')}))
    assert m.PlanVersion.objects.get().reason_sv == "Beslutad"
    assert load_diff(read({"money.toml": ("valid_from = 2018-01-01", "valid_from = 2018-02-01")})).refused


def test_a_target_measured_by_nothing_is_refused(read):
    folder = read({"objectives.toml": ('"results.co01"', '"results.co1"')})
    with pytest.raises(LoadRefusedError, match=r"results\.co01"):
        folder_load(folder=folder)
    assert not m.Programme.objects.exists()


def test_a_new_plan_version_is_added_beside_the_old(loaded, read):
    second = """
[[version]]
number = 2
valid_from = 2019-01-01
decision = "2018-12-13 § 7"
reason = { sv = "Omfördelning", en = "Redistribution" }
budget = "budget.csv"
financing = "financing-2.csv"
total = 2000
"""
    sheet = "financier;2018;2019;total\neruf;400;600;1000\norebro-medel;600;400;1000\ntotal;1000;1000;2000\n"
    folder = read(money__toml=FILES["money.toml"] + second, **{"financing-2__csv": sheet})
    folder_load(folder=folder)
    assert m.FinancingLine.objects.get(version__number=2, financier__code="eruf", year=2018).amount == 400
    assert m.FinancingLine.objects.get(version__number=1, financier__code="eruf", year=2018).amount == 500
    [reason] = load_diff(read()).refused
    assert "2" in reason


def test_a_changed_track_text_becomes_a_new_version_and_app_versions_stay(loaded, read):
    track = m.Track.objects.get(code="gemensamt")
    user = User.objects.create_user("anna@example.org", name="Anna")
    m.WorkPackageVersion.objects.create(
        track=track,
        number=2,
        valid_from=DAY,
        text_sv="Från appen",
        text_en="From the app",
        reason="Lärdomar",
        author=user,
        written_at=timezone.now(),
    )
    assert not load_diff(read())
    folder = read({"areas.toml": ('sv = "Strategiarbete."', 'sv = "Nytt strategiarbete."')})
    diff = folder_load(folder=folder, today=DAY)
    assert [(c.entity, c.label) for c in diff.changes] == [("work package", "gemensamt v3")]
    texts = list(track.versions.values_list("text_sv", "reason", "valid_from"))
    assert texts == [
        ("Strategiarbete.", "", date(2018, 1, 1)),
        ("Från appen", "Lärdomar", DAY),
        ("Nytt strategiarbete.", "programfilen ändrad", DAY),
    ]
    assert not load_diff(folder)


def test_own_territory_is_loaded_once_and_never_removed(read):
    folder_load(folder=read(ABROAD, **OWN))
    assert Municipality.objects.get(pk="XA2").county.name_en == "North"
    assert m.Programme.objects.get().shapes["municipalities"]["XA1"]["d"] == "M0 0"
    assert not load_diff(read(ABROAD, **OWN))
    folder_load(folder=read())
    assert County.objects.filter(pk="XA011").exists()


def test_two_programmes_with_the_same_codes_do_not_meet(loaded, read):
    folder_load(folder=read({"programme.toml": ('"smaprogram"', '"annat"')}))
    assert m.Area.objects.filter(code="energi").count() == 2
    assert not load_diff(read())


def test_who_may_load(loaded, read):
    user = User.objects.create_user("bo@example.org", name="Bo")
    changed = read({"areas.toml": ("tone = 2", "tone = 5")})
    with pytest.raises(PermissionDenied):
        folder_load(folder=changed, actor=user)
    m.Membership.objects.create(user=user, programme=loaded, role="programme_manager")
    user = User.objects.get(pk=user.pk)
    assert folder_load(folder=changed, actor=user)
    assert AuditEvent.objects.last().actor == user
    other = read({"programme.toml": ('"smaprogram"', '"annat"')})
    with pytest.raises(PermissionDenied):
        folder_load(folder=other, actor=user)
    user.is_administrator = True
    assert folder_load(folder=other, actor=user)


def test_known_places_are_those_of_the_tables():
    known = known_places()
    assert known.shipped == {"SE"}
    assert known.municipalities["SE1980"].name == "Västerås"
    assert len(known.municipalities) == 290

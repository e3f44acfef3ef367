"""What the apps declare: one claim on a slot that holds one thing, and no dependence on the order of apps."""

import pytest
from django.apps import apps
from django.test import override_settings

from samspel.core.access import POLICY, Reach, Role, declare
from samspel.web.extension import AppExtension, ExtensionConflict, NavigationLink, all_in, check_conflicts, extensions

MONEY = NavigationLink(50, "money", "Money", "money:economy")
ALSO_MONEY = NavigationLink(51, "money", "Also money", "money:claims")
ACTORS = NavigationLink(10, "actors", "Actors", "actors:actors")


@pytest.mark.parametrize(
    ("first", "second", "slot"),
    [
        (AppExtension(navigation=[MONEY]), AppExtension(navigation=[ALSO_MONEY]), "navigation: money"),
        (AppExtension(personal_navigation=[MONEY]), AppExtension(personal_navigation=[MONEY]), "personal navigation"),
        (AppExtension(tabs={"network": [ACTORS]}), AppExtension(tabs={"network": [ACTORS]}), "tabs of network: actors"),
        (
            AppExtension(policy=[{"claim.view": {Role.MANAGER: Reach.PROGRAMME}}]),
            AppExtension(policy=[{"claim.view": {Role.PUBLIC: Reach.OPEN}}]),
            "policy: claim.view",
        ),
        (AppExtension(health={"index": dict}), AppExtension(health={"index": dict}), "health: index"),
    ],
)
def test_a_second_claim_stops_the_start(first: AppExtension, second: AppExtension, slot: str) -> None:
    with pytest.raises(ExtensionConflict, match=slot):
        check_conflicts([first, second])


def test_the_same_place_in_two_navigations_is_no_conflict() -> None:
    check_conflicts([AppExtension(navigation=[MONEY]), AppExtension(personal_navigation=[MONEY])])
    check_conflicts([AppExtension(tabs={"network": [ACTORS]}), AppExtension(tabs={"money": [ACTORS]})])


def test_an_action_is_not_declared_twice_with_different_roles() -> None:
    with pytest.raises(ValueError, match=r"claim\.view is declared twice"):
        declare({"claim.view": {Role.PUBLIC: Reach.OPEN}})
    assert Role.PUBLIC not in POLICY["claim.view"]


def test_every_app_is_collected_whatever_the_order_of_apps() -> None:
    found = extensions()
    names = [config.name for config in apps.get_app_configs()]
    try:
        extensions.cache_clear()
        with override_settings(INSTALLED_APPS=list(reversed(names))):
            assert extensions() == found
    finally:
        extensions.cache_clear()
    places = [link.place for link in all_in("navigation")]
    assert sorted(places) == [
        "find", "initiatives", "money", "network", "objectives", "observatory", "overview", "results"
    ]  # fmt: skip


def test_actions_of_links_exist() -> None:
    links = [*all_in("navigation"), *all_in("personal_navigation")]
    links += [link for one in extensions() for tabs in one.tabs.values() for link in tabs]
    assert {str(link.action) for link in links if link.action} <= set(POLICY)

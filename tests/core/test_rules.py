"""Rule sets: what they say, when they hold, and what happens when a file is wrong."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspel.core.rules import (
    NoRuleInForce,
    RuleFileError,
    UnknownRuleSet,
    ValueNotKnown,
    available,
    rule_set,
    rules_table,
    vocabulary,
)
from samspel.core.rules.reader import read_rule_set

OLD, NEW = "erdf-2014-2020", "erdf-2021-2027"
MID_2018, MID_2019, MID_2024 = date(2018, 6, 1), date(2019, 6, 1), date(2024, 6, 1)
ONE_DAY = timedelta(days=1)


def test_the_two_programming_periods_are_available_and_shared_files_are_not():
    assert available() == [OLD, NEW]


def test_an_unknown_rule_set_names_those_that_exist():
    with pytest.raises(UnknownRuleSet, match="no rule set 'erdf-1066'; known: erdf-2014-2020, erdf-2021-2027"):
        rule_set("erdf-1066")
    with pytest.raises(UnknownRuleSet):
        rule_set("state-aid")
    assert issubclass(UnknownRuleSet, KeyError)


@pytest.mark.parametrize(
    ("rules", "code", "day", "value", "unit", "confidence"),
    [
        (OLD, "cost.social-flat-rate", MID_2018, Decimal("45.24"), "percent", "V"),
        (OLD, "cost.staff-hour-rate", MID_2018, 282, "SEK/hour", "V"),
        (OLD, "cost.staff-hour-rate", date(2020, 1, 1), 409, "SEK/hour", "V"),
        (OLD, "cost.staff-intensive-staff-share-min", MID_2018, 45, "percent", "V"),
        (OLD, "cost.staff-intensive-flat-rate", MID_2018, 40, "percent", "V"),
        (OLD, "cost.lump-sum-support-max", MID_2018, 400_000, "SEK", "V"),
        (OLD, "cost.overhead-staff", MID_2018, 15, "percent", "V"),
        (OLD, "cost.overhead-staff-university", MID_2018, 20, "percent", "V"),
        (OLD, "cost.overhead-direct", MID_2018, 25, "percent", "V"),
        (OLD, "claim.period-months-min", MID_2018, 1, "months", "V"),
        (OLD, "claim.period-months-max", MID_2018, 6, "months", "V"),
        (OLD, "claim.first-within-months", MID_2018, 6, "months", "V"),
        (OLD, "indicator.new-enterprise-years", MID_2018, 3, "years", "V"),
        (OLD, "funding.planning-rate", MID_2018, Decimal("8.39"), "SEK/EUR", "M"),
        (OLD, "retention.records-years", MID_2018, 4, "years", "V"),
        (OLD, "retention.state-aid-years", MID_2018, 10, "years", "V"),
        (OLD, "state-aid.de-minimis-ceiling", MID_2018, 200_000, "EUR", "V"),
        (NEW, "state-aid.de-minimis-ceiling", MID_2024, 300_000, "EUR", "S"),
        (NEW, "state-aid.de-minimis-register", date(2026, 1, 1), 20, "working_days", "S"),
        (NEW, "cost.hour-rate-annual-hours", MID_2024, 1720, "hours", "V"),
        (NEW, "cost.hour-rate-salary-months", MID_2024, 12, "months", "V"),
        (NEW, "cost.hour-rate-uplift", MID_2024, Decimal("2.4"), "percent", "V"),
        (NEW, "cost.indirect-direct-costs", MID_2024, 7, "percent", "S"),
        (NEW, "cost.indirect-direct-staff-costs", MID_2024, 15, "percent", "S"),
        (NEW, "cost.indirect-calculated", MID_2024, 25, "percent", "S"),
        (NEW, "cost.staff-flat-rate", MID_2024, 20, "percent", "S"),
        (NEW, "cost.residual-flat-rate", MID_2024, 40, "percent", "S"),
        (NEW, "cost.simplified-mandatory-total-max", MID_2024, 200_000, "EUR", "S"),
        (NEW, "report.external-evaluation-budget-min", MID_2024, 12_000_000, "SEK", "V"),
        (NEW, "publication.operations-list-months", MID_2024, 4, "months", "S"),
    ],
)
def test_the_figures_of_the_regulations(rules, code, day, value, unit, confidence):
    rule = rule_set(rules).rule(code, day)
    assert (rule.value, rule.unit, rule.confidence) == (value, unit, confidence)
    assert type(rule.value) is type(value)
    assert rule_set(rules).number(code, day) == value


def test_a_percentage_says_what_it_is_taken_of():
    old, new = rule_set(OLD), rule_set(NEW)
    assert old.rule("cost.social-flat-rate", MID_2018).base == "salaries"
    assert old.rule("cost.overhead-direct", MID_2018).base == "direct_costs_except_external_services"
    assert new.rule("cost.residual-flat-rate", MID_2024).base == "direct_staff_costs"
    assert new.rule("cost.residual-flat-rate", MID_2024).source.sv.endswith("artikel 56")
    assert new.rule("cost.simplified-mandatory-total-max", MID_2024).source.en.endswith("Article 53(2)")


@pytest.mark.parametrize(
    ("code", "change", "before", "after"),
    [
        ("cost.staff-hour-rate", date(2019, 9, 20), 282, 409),
        ("cost.staff-hour-rate-social-costs", date(2019, 9, 20), "excluded", "included"),
        ("state-aid.de-minimis-ceiling", date(2024, 1, 1), 200_000, 300_000),
        ("state-aid.de-minimis-window", date(2024, 1, 1), "fiscal_years", "rolling"),
    ],
)
def test_the_new_version_holds_from_the_day_of_change_and_the_old_until_the_day_before(code, change, before, after):
    rules = rule_set(OLD)
    assert rules.value(code, change - ONE_DAY) == before
    assert rules.value(code, change) == after
    assert [rule.value for rule in rules.history(code)] == [before, after]
    assert rules.rule(code, change) in rules.in_force(change)
    assert rules.rule(code, change - ONE_DAY) not in rules.in_force(change)


def test_no_rule_before_the_register_duty_begins():
    rules = rule_set(NEW)
    with pytest.raises(NoRuleInForce, match=r"'state-aid\.de-minimis-register'.*2025-12-31.*from 2026-01-01"):
        rules.rule("state-aid.de-minimis-register", date(2025, 12, 31))
    assert rules.number("state-aid.de-minimis-register", date(2026, 1, 1)) == 20


def test_a_code_that_does_not_exist_says_so():
    with pytest.raises(NoRuleInForce, match="no such rule is known"):
        rule_set(NEW).value("cost.no-such-rule", MID_2024)
    assert rule_set(NEW).history("cost.no-such-rule") == ()


def test_what_is_not_known_is_left_empty_and_says_so():
    rule = rule_set(OLD).rule("report.external-evaluation-budget-min", MID_2018)
    assert (rule.value, rule.known) == (None, False)
    assert "inte känd" in rule.text.sv
    assert "not known" in rule.text.en
    with pytest.raises(ValueNotKnown):
        rule_set(OLD).number("report.external-evaluation-budget-min", MID_2018)
    unknown = {(rules, rule.code) for rules in available() for rule in rule_set(rules).rules if not rule.known}
    assert unknown == {
        (OLD, "report.external-evaluation-budget-min"),
        (NEW, "indicator.new-enterprise-years"),
    }


OF_BOTH = {
    "claim.category-shift-max",
    "claim.hours-year-max",
    "claim.procurement-question-above",
    "publication.smallest-cell",
}


def test_what_comes_from_memory_is_marked_so():
    marked = {rules: {rule.code for rule in rule_set(rules).rules if rule.confidence == "M"} for rules in available()}
    assert marked == {
        OLD: {
            "indicator.CO06",
            "indicator.CO26",
            "indicator.least-hours",
            "indicator.investment-question-above",
            "indicator.CO27",
            "funding.planning-rate",
            "cost.account-classes",
            "cost.input-vat-accounts",
            "report.public-holidays",
            "report.external-evaluation-budget-min",
            *OF_BOTH,
        },
        NEW: {
            "indicator.RCO01",
            "indicator.RCO02",
            "indicator.RCO04",
            "indicator.RCO05",
            "indicator.RCO07",
            "indicator.RCO14",
            "indicator.RCR02",
            "indicator.RCR03",
            "indicator.least-hours",
            "indicator.investment-question-above",
            "indicator.new-enterprise-years",
            "cost.account-classes",
            "cost.input-vat-accounts",
            "report.public-holidays",
            *OF_BOTH,
        },
    }


def test_the_indicators_of_each_period():
    old = [rule.short_code for rule in rule_set(OLD).indicators(MID_2019)]
    new = [rule.short_code for rule in rule_set(NEW).indicators(MID_2024)]
    assert old == ["CO01", "CO02", "CO04", "CO05", "CO06", "CO26", "CO27", "CO28", "CO29"]
    assert new == ["RCO01", "RCO02", "RCO04", "RCO05", "RCO07", "RCO10", "RCO14", "RCR02", "RCR03"]


def test_an_indicator_says_how_it_is_counted():
    old, new = rule_set(OLD), rule_set(NEW)
    subsets = {rule.short_code: rule.subset_of for rule in old.indicators(MID_2019) if rule.subset_of}
    assert subsets == {"CO02": "CO01", "CO04": "CO01", "CO05": "CO01", "CO29": "CO01"}
    co01 = old.rule("indicator.CO01", MID_2019).counts
    assert (co01.how, co01.of, co01.fact) == ("distinct", "enterprise", "support")
    assert (co01.by, co01.once_per) == ("organisation_number", "programme")
    assert co01.where == {}
    co27 = old.rule("indicator.CO27", MID_2019)
    assert (co27.counts.how, co27.counts.fact, co27.unit) == ("sum", "private_investment", "EUR")
    assert new.rule("indicator.RCO01", MID_2024).counts.split_by == ("size_class",)
    assert new.rule("indicator.RCO10", MID_2024).counts.where == {
        "partner": ("research_organisation",),
        "lasts": ("project",),
        "excludes": ("purchase_of_services",),
    }


@pytest.mark.parametrize(
    ("size", "staff", "turnover", "balance"),
    [
        ("micro", 10, 2_000_000, 2_000_000),
        ("small", 50, 10_000_000, 10_000_000),
        ("medium", 250, 50_000_000, 43_000_000),
    ],
)
def test_the_size_classes(size, staff, turnover, balance):
    value = rule_set(OLD).value(f"size-class.{size}", MID_2018)
    assert value == {"staff_below": staff, "turnover_max_eur": turnover, "balance_max_eur": balance}
    assert value == rule_set(NEW).value(f"size-class.{size}", MID_2024)


def test_horizontal_rating_leaves_one_condition_undefined():
    assert rule_set(OLD).value("horizontal.rating", MID_2018) == {
        "0": "rated_not",
        "2": "rated_partly",
        "3": "rated_active",
    }


@given(st.sampled_from([OLD, NEW]), st.data(), st.dates(date(2010, 1, 1), date(2040, 12, 31)))
def test_at_most_one_version_of_a_rule_holds_on_any_day(rules, data, day):
    chosen = rule_set(rules)
    code = data.draw(st.sampled_from(chosen.codes))
    holding = [rule for rule in chosen.in_force(day) if rule.code == code]
    assert len(holding) <= 1
    assert holding == [rule for rule in chosen.history(code) if rule.holds(day)]
    if holding:
        assert chosen.rule(code, day) is holding[0]
    else:
        with pytest.raises(NoRuleInForce):
            chosen.rule(code, day)


@pytest.mark.parametrize("rules", [OLD, NEW])
def test_every_rule_has_both_languages_a_source_and_a_confidence(rules):
    for rule in rule_set(rules).rules:
        for text in (rule.name, rule.text, rule.source):
            assert text.sv.strip(), rule.code
            assert text.en.strip(), rule.code
        assert rule.confidence in {"V", "S", "M"}
        assert rule.text.sv.endswith(".")
        assert rule.text.en.endswith(".")
        assert rule.text.sv != rule.text.en


def test_values_cannot_be_changed():
    value = rule_set(OLD).value("size-class.micro", MID_2018)
    assert isinstance(value, Mapping)
    with pytest.raises(TypeError):
        value["staff_below"] = 11
    assert hash(rule_set(OLD).rule("size-class.micro", MID_2018))
    assert rule_set(OLD) is rule_set(OLD)


# ---- A programme's own values --------------------------------------------------------------------


def test_an_override_is_shown_as_the_programmes_own():
    own = {"cost.social-flat-rate": {"value": "43.5", "source": "Decision 2018-01-15, section 7"}}
    rule = rule_set(OLD, own).rule("cost.social-flat-rate", MID_2018)
    assert (rule.value, rule.unit, rule.confidence, rule.overridden) == (
        Decimal("43.5"),
        "percent",
        "P",
        True,
    )
    assert rule.source.en == "Decision 2018-01-15, section 7"
    assert rule.replaced.value == Decimal("45.24")
    assert not rule_set(OLD).rule("cost.social-flat-rate", MID_2018).overridden
    assert rule_set(OLD, own) is rule_set(OLD, dict(own))


def test_an_override_replaces_the_value_of_every_version():
    rules = rule_set(OLD, {"cost.staff-hour-rate": {"value": 300, "source": "x"}})
    assert [rule.value for rule in rules.history("cost.staff-hour-rate")] == [300, 300]


def test_an_override_may_state_what_the_rule_set_does_not_know():
    own = {
        "report.external-evaluation-budget-min": {"value": 10_000_000, "source": "Decision"},
        "indicator.cross-rules": {"value": [{"every": "CO01", "in": ["CO04", "CO05"]}], "source": "Decision"},
        "funding.planning-rate": {"value": 9.5, "source": {"sv": "Beslut", "en": "Decision"}},
    }
    rules = rule_set(OLD, own)
    assert rules.number("report.external-evaluation-budget-min", MID_2018) == 10_000_000
    assert rules.number("funding.planning-rate", MID_2018) == Decimal("9.5")
    assert rules.value("indicator.cross-rules", MID_2018) == ({"every": "CO01", "in": ("CO04", "CO05")},)


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ({"cost.no-such": {"value": 1, "source": "x"}}, "expected the code of a rule in erdf-2014-2020"),
        ({"cost.social-flat-rate": {"value": 1}}, "expected a value and a source"),
        ({"cost.social-flat-rate": 1}, "expected a value and a source"),
        ({"cost.social-flat-rate": {"value": None, "source": "x"}}, "expected a value and a source"),
        ({"cost.social-flat-rate": {"value": "half", "source": "x"}}, "expected a number"),
        ({"cost.social-flat-rate": {"value": "nan", "source": "x"}}, "expected a finite number"),
        ({"cost.social-flat-rate": {"value": float("nan"), "source": "x"}}, "expected a finite number"),
        ({"cost.social-flat-rate": {"value": True, "source": "x"}}, "expected a value of kind number"),
        ({"cost.social-flat-rate": {"value": 1, "source": " "}}, "expected source.sv to be a text"),
        ({"claim.signature": {"value": 1, "source": "x"}}, "expected no value"),
    ],
)
def test_a_wrong_override_is_refused(own, message):
    with pytest.raises(RuleFileError, match=message) as caught:
        rule_set(OLD, own)
    assert caught.value.file == "rule_overrides"
    assert caught.value.rule in own


# ---- Files that are wrong ------------------------------------------------------------------------

HEAD = """
[set]
code = "trial"
name = { sv = "Prov", en = "Trial" }
[sources]
law = { sv = "Lagen", en = "The law" }
"""
GOOD = """
[[rule]]
code = "cost.hourly"
group = "cost"
kind = "number"
value = 1
unit = "SEK/hour"
valid_from = 2020-01-01
valid_to = 2021-01-01
source = "law"
confidence = "V"
name = { sv = "Namn", en = "Name" }
text = { sv = "Text.", en = "Text." }
"""


def read(folder: Path, text: str, **others: str):
    """The rule set of a folder with trial.toml and other files, named without .toml."""
    (folder / "trial.toml").write_text(text, encoding="utf-8")
    for name, content in others.items():
        (folder / f"{name}.toml").write_text(content, encoding="utf-8")
    return read_rule_set("trial", folder)


def test_a_good_file_is_read(tmp_path):
    assert read(tmp_path, HEAD + GOOD).number("cost.hourly", MID_2018.replace(year=2020)) == 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'group = "cost"',
            'group = "costs"',
            "expected group to be one of indicator, size_class, cost, .*'costs'",
        ),
        ('kind = "number"', 'kind = "sum"', "expected kind to be one of number, text, list, table, none"),
        ('confidence = "V"', 'confidence = "X"', "expected confidence to be one of V, S, M; found 'X'"),
        ('confidence = "V"', 'confidence = "P"', "expected confidence to be one of V, S, M; found 'P'"),
        ('confidence = "V"', "", "expected confidence, which is missing"),
        (
            '{ sv = "Text.", en = "Text." }',
            '{ sv = "Text." }',
            "expected text to have a Swedish and an English",
        ),
        (
            '{ sv = "Text.", en = "Text." }',
            '{ sv = "Text.", en = "" }',
            "expected text.en to be a text that is",
        ),
        ("2020-01-01", '"2020-01-01"', "expected valid_from to be a date"),
        ("2020-01-01", "2020-01-01T00:00:00", "expected valid_from to be a date"),
        ("2021-01-01", "2020-01-01", "expected valid_from to be before valid_to"),
        ('"SEK/hour"', '"SEK/week"', "expected unit to be one of"),
        ('unit = "SEK/hour"', "", "expected a unit for a number"),
        ('unit = "SEK/hour"', 'unit = "percent"', "expected a base for a percentage"),
        ("value = 1", 'value = "one"', "expected a value of kind number; found 'one'"),
        ("value = 1", "value = true", "expected a value of kind number; found True"),
        ("value = 1", "value = inf", "expected a finite number"),
        ('source = "law"', 'source = "custom"', "expected source to be one of law; found 'custom'"),
        ('"cost.hourly"', '"claim.hourly"', "expected code to be a slug that starts with 'cost.'"),
        ('"cost.hourly"', '"cost.Hour ly"', "expected code to be a slug"),
        ("value = 1", "value = 1\nwhy = 2", "expected only the known fields; found why"),
        ("value = 1", 'value = 1\nsubset_of = "CO01"', "expected subset_of only for an indicator"),
    ],
)
def test_a_wrong_rule_names_file_rule_and_what_was_expected(tmp_path, old, new, message):
    assert old in GOOD
    with pytest.raises(RuleFileError, match=message) as caught:
        read(tmp_path, HEAD + GOOD.replace(old, new))
    assert caught.value.file == "trial.toml"
    assert caught.value.rule.startswith(("cost.", "claim."))


def test_a_rule_without_a_code_is_named_by_its_place(tmp_path):
    with pytest.raises(RuleFileError, match=r"trial.toml: rule 2: expected code, which is missing"):
        read(tmp_path, HEAD + GOOD + GOOD.replace('code = "cost.hourly"', ""))


def test_versions_that_overlap_are_refused_and_versions_that_meet_are_not(tmp_path):
    later = GOOD.replace("valid_to = 2021-01-01", "").replace("2020-01-01", "2021-01-01")
    assert len(read(tmp_path, HEAD + later + GOOD).history("cost.hourly")) == 2
    with pytest.raises(RuleFileError, match=r"trial.toml: cost.hourly: expected versions that do not overlap"):
        read(tmp_path, HEAD + GOOD + later.replace("2021-01-01", "2020-12-31"))


def test_a_rule_and_an_included_rule_may_not_overlap(tmp_path):
    shared = HEAD.replace('"trial"', '"more"').replace("[sources]", "shared = true\n[sources]") + GOOD
    with pytest.raises(RuleFileError, match=r"trial.toml, more.toml: cost.hourly: expected versions"):
        read(tmp_path, 'include = ["more"]' + HEAD + GOOD, more=shared)


def test_an_included_file_must_exist_and_be_meant_for_it(tmp_path):
    with pytest.raises(RuleFileError, match=r"expected the included file more.toml to exist"):
        read(tmp_path, 'include = ["more"]' + HEAD + GOOD)
    with pytest.raises(RuleFileError, match=r"more.toml: expected an included file to say shared = true"):
        read(tmp_path, 'include = ["more"]' + HEAD + GOOD, more=HEAD.replace('"trial"', '"more"') + GOOD)


def test_files_that_include_each_other_are_read_once(tmp_path):
    shared = HEAD.replace('"trial"', '"more"').replace("[sources]", "shared = true\n[sources]")
    other = 'include = ["more"]' + shared + GOOD.replace("hourly", "other")
    assert set(read(tmp_path, 'include = ["more"]' + HEAD + GOOD, more=other).codes) == {
        "cost.hourly",
        "cost.other",
    }


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ('{ how = "distinct", of = "enterprise" }', "expected counts to have how, of and fact"),
        (
            '{ how = "mean", of = "enterprise", fact = "support" }',
            "expected counts.how to be one of distinct, sum",
        ),
        (
            '{ how = "distinct", of = "enterprise", fact = "support" }',
            "expected counts.by and counts.once_per",
        ),
        (
            '{ how = "sum", of = "amount", fact = "support", where = { luck = "good" } }',
            "expected a condition of",
        ),
        (
            '{ how = "sum", of = "amount", fact = "support", where = { support = "luck" } }',
            "expected counts.where.support to be one of",
        ),
    ],
)
def test_an_indicator_that_cannot_be_counted_is_refused(tmp_path, counts, message):
    rule = GOOD.replace("value = 1", f"counts = {counts}").replace('"SEK/hour"', '"EUR"')
    rule = rule.replace("cost.hourly", "indicator.X").replace('"cost"', '"indicator"').replace('"number"', '"none"')
    with pytest.raises(RuleFileError, match=message):
        read(tmp_path, HEAD + rule)


def test_a_subset_of_an_unknown_indicator_is_refused(tmp_path):
    counts = 'counts = { how = "sum", of = "amount", fact = "support" }\nsubset_of = "Y"'
    rule = GOOD.replace("value = 1", counts).replace('"SEK/hour"', '"EUR"')
    rule = rule.replace("cost.hourly", "indicator.X").replace('"cost"', '"indicator"').replace('"number"', '"none"')
    with pytest.raises(RuleFileError, match="expected subset_of to name an indicator of the set; found 'Y'"):
        read(tmp_path, HEAD + rule)


def test_a_word_without_a_name_in_both_languages_is_refused(tmp_path):
    rule = (
        GOOD.replace("value = 1", 'value = ["gadget"]').replace('"number"', '"list"').replace('unit = "SEK/hour"', "")
    )
    with pytest.raises(RuleFileError, match=r"expected a word used as a value to be one of .*'gadget'"):
        read(tmp_path, HEAD + rule)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"[set\n", r"trial.toml: expected valid TOML: .*line 1"),
        (b'[set]\ncode = "\xe5"\n', r"trial.toml: expected text in UTF-8; byte 14 is not"),
        (b'[set]\ncode = "other"\n', r"expected \[set\] with code = 'trial'"),
        (HEAD.encode(), r"expected \[sources\] and at least one \[\[rule\]\]"),
        (b"extra = 1\n" + HEAD.encode(), "expected only set, include, sources and rule; found extra"),
        (b'include = "more"\n' + HEAD.encode(), "expected include to be a list"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, content, message):
    (tmp_path / "trial.toml").write_bytes(content)
    with pytest.raises(RuleFileError, match=message):
        read_rule_set("trial", tmp_path)


# ---- The page ------------------------------------------------------------------------------------


def rows(rules, day, lang):
    return {row.code: row for group in rules_table(rules, day, lang) for row in group.rows}


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("rules", [OLD, NEW])
def test_the_table_holds_every_rule_in_force_once(rules, lang):
    chosen = rule_set(rules)
    groups = rules_table(chosen, MID_2024, lang)
    codes = [row.code for group in groups for row in group.rows]
    assert sorted(codes) == sorted(rule.code for rule in chosen.in_force(MID_2024))
    order = list(vocabulary.words("group"))
    assert [group.code for group in groups] == sorted((group.code for group in groups), key=order.index)
    assert all(
        row.name and row.text and row.source and row.confidence_name for row in rows(chosen, MID_2024, lang).values()
    )


def test_values_are_written_in_the_readers_language():
    swedish, english = rows(rule_set(OLD), MID_2019, "sv"), rows(rule_set(OLD), MID_2019, "en")
    assert swedish["cost.social-flat-rate"].value == "45,24\xa0% av lönerna"
    assert english["cost.social-flat-rate"].value == "45.24\xa0% of salaries"
    assert swedish["state-aid.de-minimis-ceiling"].value == "200\xa0000\xa0EUR"
    assert english["state-aid.de-minimis-ceiling"].value == "200\xa0000\xa0EUR"
    assert english["claim.period-months-min"].value == "1\xa0month"
    assert english["claim.period-months-max"].value == "6\xa0months"
    assert swedish["horizontal.criteria"].value == "miljö, jämställdhet, lika möjligheter"
    assert english["horizontal.rating"].value == "0: not; 2: partly; 3: active"
    assert swedish["indicator.CO01"].value == "Antal olika företag"
    assert english["indicator.CO27"].value == "Sum of amounts, EUR"
    assert swedish["report.external-evaluation-budget-min"].value == "inte känt"
    assert english["indicator.cross-rules"].value == "none"
    assert english["claim.signature"].value == ""


def test_a_row_shows_other_versions_and_what_the_programme_replaced():
    row = rows(rule_set(OLD), MID_2019, "en")["cost.staff-hour-rate"]
    assert row.value == "282\xa0SEK/hour"
    assert row.valid_to == date(2019, 9, 20)
    assert [(version.value, version.valid_from) for version in row.versions] == [("409\xa0SEK/hour", date(2019, 9, 20))]
    own = {"cost.social-flat-rate": {"value": 43, "source": "Decision"}}
    row = rows(rule_set(OLD, own), MID_2019, "en")["cost.social-flat-rate"]
    assert (row.value, row.replaced) == ("43\xa0% of salaries", "45.24\xa0% of salaries")
    assert (row.overridden, row.confidence, row.confidence_name) == (True, "P", "Set by the programme")


def test_every_word_of_the_vocabulary_has_both_languages():
    sections = [("group",), ("confidence",), ("unit",), ("unit_one",), ("base",), ("term",)]
    sections += [("counts", key) for key in ("how", "of", "fact", "by", "once_per", "split_by")]
    for section in sections:
        for word, name in vocabulary.words(*section).items():
            assert name.sv, word
            assert name.en, word
    assert set(vocabulary.words("unit_one")) <= set(vocabulary.words("unit"))

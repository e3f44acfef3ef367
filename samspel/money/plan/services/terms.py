"""What the grant decision says, put in."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit
from samspel.core.programmes.models import Programme
from samspel.core.programmes.rule_set import rules_of
from samspel.core.rules import RuleSet
from samspel.money.claims.policy import ClaimAction
from samspel.money.models import Claim, GrantTerms
from samspel.money.plan.queries.terms import TermsError, circumstances, plan_of, rule_values
from samspel.money.plan.rules.cost_models import Breach, breaches, models_of


@transaction.atomic
def terms_set(*, actor: Any, programme: Programme, told: Mapping[str, Any], university: bool = False) -> GrantTerms:
    """Put in what the grant decision says. TermsError where a rule forbids the cost model, or claims have locked it."""
    row = GrantTerms.objects.filter(programme=programme).first() or GrantTerms(programme=programme)
    access.require(actor, ClaimAction.MANAGE, row)
    Programme.objects.select_for_update().get(pk=programme.pk)
    if row.pk and row.cost_model != told["cost_model"] and Claim.objects.filter(programme=programme).exists():
        raise TermsError(_("The cost model is locked: there is a claim already."))
    plan = plan_of(programme, programme.starts_on)
    value = rule_values(rules_of(programme), programme.starts_on)
    model = models_of(value)[told["cost_model"]]
    found = breaches(model, circumstances(programme, plan, university), value)
    if found:
        rules = rules_of(programme)
        raise TermsError(" ".join(breach_words(rules, breach, programme.starts_on) for breach in found))
    for name, given in told.items():
        setattr(row, name, given)
    row.save()
    audit.write(actor, "terms.set", row, changes={name: str(given) for name, given in told.items()})
    return row


def breach_words(rules: RuleSet, breach: Breach, day: date) -> str:
    """Which rule forbids it, with the article, what was found and the limit."""
    from samspel.ui.templatetags.formats import language

    rule = rules.rule(breach.rule, day)
    words = {
        "rule": rule.name.in_language(language()),
        "source": rule.source.in_language(language()),
        "found": f"{breach.found.quantize(Decimal('0.01')):f}",
        "limit": f"{breach.limit:f}",
    }
    return _("%(rule)s: found %(found)s, the limit is %(limit)s (%(source)s).") % words

"""What the grant decision says, put in."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit
from samspel.core.programmes.models import Programme
from samspel.core.programmes.rule_set import rules_of
from samspel.money.claims.policy import ClaimAction
from samspel.money.models import Claim, GrantTerms
from samspel.money.plan.queries.terms import TermsError, breach_words, circumstances, plan_of, rule_values
from samspel.money.plan.rules.cost_models import breaches, models_of


@transaction.atomic
def terms_set(*, actor: Any, programme: Programme, content: Mapping[str, Any], university: bool = False) -> GrantTerms:
    """Put in what the grant decision says. TermsError where a rule forbids the cost model, or claims have locked it."""
    row = GrantTerms.objects.filter(programme=programme).first() or GrantTerms(programme=programme)
    access.require(actor, ClaimAction.MANAGE, row)
    Programme.objects.select_for_update().get(pk=programme.pk)
    if row.pk and row.cost_model != content["cost_model"] and Claim.objects.filter(programme=programme).exists():
        raise TermsError(_("The cost model is locked: there is a claim already."))
    plan = plan_of(programme, programme.starts_on)
    value = rule_values(rules_of(programme), programme.starts_on)
    model = models_of(value)[content["cost_model"]]
    found = breaches(model, circumstances(programme, plan, university), value)
    if found:
        rules = rules_of(programme)
        raise TermsError(" ".join(breach_words(rules, breach, programme.starts_on) for breach in found))
    for name, given in content.items():
        setattr(row, name, given)
    row.save()
    audit.write(actor, "terms.set", row, changes={name: str(given) for name, given in content.items()})
    return row

"""What a check finds."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samspel.core.programmes.context import ReadContext
from samspel.core.rules import NoRuleInForce, RuleSet

SHOWN = 100


@dataclass(frozen=True)
class DataFinding:
    """One thing that would be questioned: a fact (`kind` and `pk`) or an organisation (`kind` empty)."""

    title: str
    detail: str
    kind: str
    pk: int


@dataclass(frozen=True)
class DataCheck:
    """A rule that can be broken. `source` is where it comes from, `mend` what to do."""

    key: str
    name: str
    source: str
    mend: str
    total: int
    findings: Sequence[DataFinding]


Found = tuple[int, list[DataFinding]]


def rule_source(rules: RuleSet, context: ReadContext, code: str) -> str:
    try:
        return str(rules.rule(code, context.programme.starts_on).source.in_language(get_language() or "sv"))
    except NoRuleInForce:
        return _("The programme's own records")

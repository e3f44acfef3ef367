"""What the database refuses: steps stay as they were written, on both databases. Only an example's may go."""

from samspel.core.triggers import Refusal
from samspel.frontdoor.models import Referral, ReferralStep

_STEPS, _REFERRALS = ReferralStep._meta.db_table, Referral._meta.db_table
_LINKED = {"support_id"}
_SAME = " AND ".join(
    f'((OLD."{f.column}" = NEW."{f.column}") OR (OLD."{f.column}" IS NULL AND NEW."{f.column}" IS NULL))'
    for f in ReferralStep._meta.concrete_fields
    if f.column not in _LINKED
)
_ONLY_LINKED = f"({_SAME} AND OLD.support_id IS NULL AND NEW.support_id IS NOT NULL)"
_IS_EXAMPLE = f'COALESCE((SELECT r.example FROM "{_REFERRALS}" AS r WHERE r.id = OLD.referral_id), TRUE)'  # noqa: S608

KEPT_STEPS = (
    Refusal(_STEPS, f"{_STEPS}_keep_update", "update", f"NOT {_ONLY_LINKED}", "a step stays as it was written"),
    Refusal(_STEPS, f"{_STEPS}_keep_delete", "delete", f"NOT {_IS_EXAMPLE}", "a step is kept"),
)
"""A step may be linked, once, to the support that came of it; nothing else of it changes."""

"""What the grant decision says of the support. Pure."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Terms:
    """What the decision says. Shares are per cent; `share_of_financing` None where the decision states none."""

    share_of_costs: Decimal
    share_of_financing: Decimal | None
    support_max: Decimal | None

"""Days, and values by year."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from samspel.programme.folder.formats.field_kinds.numbers import Number
from samspel.programme.folder.formats.field_kinds.wrong_values import of_wrong_type
from samspel.programme.folder.formats.problems import Spot


@dataclass(frozen=True)
class Day:
    """A date without time: 2018-01-01."""

    def read(self, raw: Any, at: Spot) -> date | None:
        """The date."""
        if isinstance(raw, date) and not isinstance(raw, datetime):
            return raw
        return of_wrong_type(raw, _("a date written as 2018-01-01, without quotation marks"), at)


@dataclass(frozen=True)
class Years:
    """Cumulative values by year: `{ 2018 = 60, 2019 = 190 }`."""

    def read(self, raw: Any, at: Spot) -> tuple[tuple[int, Decimal], ...] | None:
        """(year, value) in order of year."""
        if not isinstance(raw, dict) or not raw:
            return of_wrong_type(raw, _("years with their values: { 2018 = 60, 2019 = 190 }"), at)
        values = []
        for key, value in raw.items():
            if not re.fullmatch(r"\d{4}", key):
                of_wrong_type(key, _("a year with four digits"), at / key)
            elif (number := Number().read(value, at / key)) is not None:
                values.append((int(key), number))
        return tuple(sorted(values))

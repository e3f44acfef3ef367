"""Which activities a data set may hold: what a text in a file means as one, or why it means none. Pure."""

import re
from dataclasses import dataclass

from samspel.core.activities import CodeError, divisions, normal_code, sections
from samspel.core.tables.labels import folded
from samspel.observatory.datasets.labels.problems import (
    ACTIVITIES_OF_OTHER_LEVELS,
    ACTIVITY_MISSING,
    ACTIVITY_TOTALS,
    CLASS_EXPECTED,
    CODE_EXPECTED,
    CPC_EXPECTED,
    DIVISION_EXPECTED,
    GROUP_EXPECTED,
    NO_SUCH_ACTIVITY,
    SECTION_EXPECTED,
    SNI_EXPECTED,
    TOTALS_IN_FILE,
)
from samspel.observatory.datasets.rules.code_reading import CodeMeaning, own_code

LONGEST_ACTIVITY = 20
TOTALS = frozenset(("total", "totalt", "t", "samtliga", "alla", "sum", "summa", "all", "tot", "hela naringslivet"))
NACE_LEVELS = {
    "nace2_section": "section",
    "nace2_division": "division",
    "nace2_group": "group",
    "nace2_class": "class",
    "sni2007": "sni",
}


@dataclass(frozen=True)
class ActivityVocabulary:
    """The activities of a classification."""

    classification: str
    leave_out: bool = False

    def read(self, text: str) -> CodeMeaning:
        """What the text means."""
        code, _tab, label = text.partition("\t")
        if self.classification == "none":
            return CodeMeaning("-")
        if not code.strip():
            return CodeMeaning(expected=self.expected, message=str(ACTIVITY_MISSING))
        if folded(code) in TOTALS or code in {"_T", "00"} or folded(label) in TOTALS:
            if self.leave_out:
                return CodeMeaning(left_out=str(ACTIVITY_TOTALS))
            return CodeMeaning(expected=self.expected, message=str(TOTALS_IN_FILE))
        if self.classification == "own":
            return own_code(code, label, LONGEST_ACTIVITY)
        return self._coded(code)

    @property
    def expected(self) -> str:
        """What an activity is written as."""
        return {
            "nace2_section": str(SECTION_EXPECTED),
            "nace2_division": str(DIVISION_EXPECTED),
            "nace2_group": str(GROUP_EXPECTED),
            "nace2_class": str(CLASS_EXPECTED),
            "sni2007": str(SNI_EXPECTED),
            "cpc": str(CPC_EXPECTED),
        }.get(self.classification, str(CODE_EXPECTED))

    def _coded(self, code: str) -> CodeMeaning:
        level = NACE_LEVELS.get(self.classification)
        if level is None:
            plain = code.upper().split()[0]
            if re.fullmatch(r"[A-HY][0-9]{2}(?:[A-Z](?:[0-9]{1,4}(?:/[0-9]{2,6})?)?)?", plain):
                return CodeMeaning(plain)
        else:
            try:
                return CodeMeaning(normal_code(code, level))
            except CodeError:
                if self.leave_out and self._other_level(code, level):
                    return CodeMeaning(left_out=str(ACTIVITIES_OF_OTHER_LEVELS))
        message = str(NO_SUCH_ACTIVITY) % {"text": code[:40]}
        return CodeMeaning(expected=self.expected, message=message)

    def _other_level(self, code: str, level: str) -> bool:
        """Whether the code is of another level, or a span of several such as C10-C12 or B-E."""
        if re.fullmatch(r"[A-U][0-9]*(?:[-_+][A-U]?[0-9]*)+(?:_X_[A-U0-9]+)?", code):
            return True
        for other in NACE_LEVELS.values():
            if other != level:
                try:
                    normal_code(code, other)
                except CodeError:
                    continue
                return True
        return False


def activity_name(classification: str, code: str) -> str:
    """The name of a code of a shared classification, in the reader's language; empty where it has none here."""
    if classification == "nace2_section" and code in sections():
        return sections()[code].name
    if classification == "nace2_division" and code in divisions():
        return divisions()[code].name
    return ""

"""The overview's heading: one or two sentences that never say more than the data do. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from samspel.programme.plan.rules.pace import State

MOST_NAMED = 2

WORDS = {
    "sv": ("inget", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    "en": (
        "none",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
}
PHRASES = {
    "sv": {
        "no_targets": "Programmet har inga mål med siffror.",
        "not_begun": "Programmet har inte börjat.",
        "no_plan": "Det är för tidigt att säga om målen håller takten.",
        "nothing": "Ännu finns inget utfall.",
        "of": "{some} av {all} mål {verb}.",
        "all": "Alla {all} mål {verb}.",
        "both": "Båda målen {verb}.",
        "single": "Målet {verb}.",
        "single_not": "Målet {verb_not}.",
        "pace": "håller takten",
        "pace_not": "håller inte takten",
        "reached": "är nådda",
        "reached_one": "är nått",
        "reached_not": "är inte nått",
        "lag": "{subjects} släpar.",
        "lag_many": "{subjects} släpar.",
        "missed": "{subjects} nådde inte ända fram.",
        "missed_many": "{subjects} nådde inte ända fram.",
        "and": "och",
    },
    "en": {
        "no_targets": "The programme has no targets in figures.",
        "not_begun": "The programme has not begun.",
        "no_plan": "It is too early to say whether the targets are on pace.",
        "nothing": "There are no results yet.",
        "of": "{some} of {all} targets {verb}.",
        "all": "All {all} targets {verb}.",
        "both": "Both targets {verb}.",
        "single": "The target {verb}.",
        "single_not": "The target {verb_not}.",
        "pace": "are on pace",
        "pace_one": "is on pace",
        "pace_not": "is not on pace",
        "reached": "were reached",
        "reached_one": "was reached",
        "reached_not": "was not reached",
        "lag": "{subjects} lags.",
        "lag_many": "{subjects} lag.",
        "missed": "{subjects} fell short.",
        "missed_many": "{subjects} fell short.",
        "and": "and",
    },
}


@dataclass(frozen=True)
class TargetStanding:
    """One target in the heading: the word a sentence starts with, its state, and whether there is any result."""

    subject: str
    state: State
    has_result: bool


def headline(standings: Sequence[TargetStanding], lang: str, begun: bool = True) -> str:
    """The heading in Swedish ('sv') or English ('en')."""
    say = PHRASES[lang]
    if not standings:
        return say["no_targets"]
    if not begun:
        return say["not_begun"]
    if not any(s.has_result for s in standings):
        return say["nothing"]
    if all(s.state is State.NO_PLAN_YET for s in standings):
        return say["no_plan"]
    return " ".join(part for part in (_count(standings, lang), _laggards(standings, lang)) if part)


def _count(standings: Sequence[TargetStanding], lang: str) -> str:
    say, total, good = PHRASES[lang], len(standings), sum(s.state.good for s in standings)
    over = any(s.state in {State.REACHED, State.MISSED} for s in standings)
    kind = "reached" if over else "pace"
    singular = say.get(f"{kind}_one", say[kind])
    if total == 1:
        return say["single"].format(verb=singular) if good else say["single_not"].format(verb_not=say[f"{kind}_not"])
    if good == total:
        return say["both" if total == 2 else "all"].format(all=_word(total, lang), verb=say[kind])
    verb = singular if good == 1 or (good == 0 and lang == "sv") else say[kind]
    return say["of"].format(some=_word(good, lang).capitalize(), all=_word(total, lang), verb=verb)


def _laggards(standings: Sequence[TargetStanding], lang: str) -> str:
    """Names those behind, when there are few of them and somebody is not."""
    say = PHRASES[lang]
    behind = [s for s in standings if s.state in {State.BEHIND, State.MISSED}]
    if not 1 <= len(behind) <= MOST_NAMED or len(standings) == 1:
        return ""
    subjects = behind[0].subject
    if len(behind) == 2:
        subjects += f" {say['and']} {behind[1].subject[:1].lower()}{behind[1].subject[1:]}"
    kind = "missed" if behind[0].state is State.MISSED else "lag"
    return say[f"{kind}_many" if len(behind) > 1 else kind].format(subjects=subjects)


def _word(number: int, lang: str) -> str:
    return WORDS[lang][number] if number < len(WORDS[lang]) else str(number)

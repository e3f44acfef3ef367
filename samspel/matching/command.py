"""`samspel matching evaluate`: any relevance set, measured as docs/matching.md says."""

from collections.abc import Callable
from pathlib import Path

from samspel.matching.analysis import Analyser
from samspel.matching.evaluation import SetError, evaluate, report
from samspel.matching.lexicon import Lexicon, LexiconError
from samspel.matching.measures import difference


def run(path: Path, lexicon: Path | None, out: Callable[[str], None]) -> int:
    """Print the measures of the set, with the terms of another domain file when given; returns the exit status."""
    try:
        found = evaluate(path, Analyser(Lexicon.load(lexicon)))
    except (SetError, LexiconError, OSError, UnicodeDecodeError) as error:
        out(str(error))
        return 2
    if not found.queries:
        out(f"{path.name}: no query has a judgement above 0; there is nothing to measure")
        return 2
    report(found, out)
    if "words and meaning" in found.scores:
        gain, chance = difference(found.scores["words and meaning"].ndcg, found.scores["words"].ndcg)
        out(f"meaning adds {gain.mean:+.3f} nDCG@10 [{gain.low:+.3f}–{gain.high:+.3f}], p = {chance:.3f}")
    else:
        out("meaning: not measured, the extra 'semantic' is not installed")
    return 0

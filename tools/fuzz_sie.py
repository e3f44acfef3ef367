"""Throw bytes at the SIE reader for a time: `python tools/fuzz_sie.py hypothesis 600` or `… atheris 600` (seconds).

Not part of the test suite, which does the same for a short while. Atheris is no dependency of Samspel: `pip install
atheris` first. Ends with how many inputs were tried; a fault ends it at once, with the input that caused it."""

import sys
import time
from pathlib import Path

from django.conf import settings as django

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
django.configure(USE_I18N=False)  # the reader's messages, untranslated


def by_hypothesis(seconds: float) -> int:
    """Any bytes, pieces put together, and files changed in places, until the time is up."""
    from hypothesis import HealthCheck, settings

    settings.register_profile("long", max_examples=2000, deadline=None, database=None,
                              suppress_health_check=list(HealthCheck))  # fmt: skip
    settings.load_profile("long")
    from tests.money.sie import test_fuzz as fuzz

    tried = 0
    through = fuzz.go_through

    def counted(content: bytes) -> None:
        nonlocal tried
        tried += 1
        through(content)

    fuzz.go_through = counted
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        for test in (fuzz.test_any_bytes, fuzz.test_any_pieces, fuzz.test_mutated_files):
            test()
    return tried


def by_atheris(seconds: float) -> int:
    """Guided by which branches an input reaches."""
    import atheris  # type: ignore[import-not-found]

    with atheris.instrument_imports(include=["samspel.money.sie"]):
        from tests.money.sie import test_fuzz as fuzz
    corpus = Path(sys.argv[3]) if len(sys.argv) > 3 else Path("/tmp/sie-corpus")
    corpus.mkdir(exist_ok=True)
    (corpus / "whole").write_bytes(fuzz.WHOLE)
    arguments = [sys.argv[0], f"-max_total_time={int(seconds)}", "-max_len=4096", "-print_final_stats=1", str(corpus)]
    atheris.Setup(arguments, fuzz.go_through)
    atheris.Fuzz()  # prints how many it has run, and ends the process
    return 0


if __name__ == "__main__":
    way, length = sys.argv[1], float(sys.argv[2])
    begun = time.monotonic()
    number = {"hypothesis": by_hypothesis, "atheris": by_atheris}[way](length)
    print(f"{number} inputs in {time.monotonic() - begun:.0f} s, no fault")

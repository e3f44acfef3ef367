"""Step 2 of Find support, the whole page: read the need, search, filter, rank, explain, render; and 200 at once.

    make bench BENCH=find_page [OFFERS=100000] [REQUESTS=100]

A database and an index of their own are made in a temporary folder: the shipped programme, and made-up offers of
sentences drawn from the example's. Requests go through Django's test client, middleware and templates included; those
at once through as many threads as the server has, with 200 waiting.
"""

import os
import random
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.shared import TINY, make_tables, size  # noqa: E402

OFFERS, REQUESTS = size("OFFERS", 100_000, 40), size("REQUESTS", 100, 3)
AT_ONCE, WARM_UP = (4, 1) if TINY else (200, 10)
THREADS, SEED = 4, 20190930
FOLDER = tempfile.TemporaryDirectory()
os.environ |= {"SAMSPEL_STATE": FOLDER.name, "SAMSPEL_DEVELOPMENT": "1", "SAMSPEL_TODAY": "2019-09-30"}
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspel.config.settings")
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from samspel.actors.models import Organisation  # noqa: E402
from samspel.core import clock  # noqa: E402
from samspel.core.programmes.models import Programme  # noqa: E402
from samspel.example.needs import FILE as NEEDS  # noqa: E402
from samspel.example.offers import catalogue  # noqa: E402
from samspel.frontdoor.models import Need, Offer  # noqa: E402
from samspel.frontdoor.needs.services.need import need_draft  # noqa: E402
from samspel.frontdoor.search.services import index  # noqa: E402
from samspel.programme.folder.formats import read_folder  # noqa: E402
from samspel.programme.folder.queries.places import known_places  # noqa: E402
from samspel.programme.folder.services.load import folder_load  # noqa: E402


def main() -> None:
    """Make the offers, index them, ask for the page."""
    chance = random.Random(SEED)
    make_tables()
    folder_load(folder=read_folder(ROOT / "programmes" / "ecs-2018-2020", known_places()))
    programme = Programme.objects.get()
    made(programme, chance)
    began = time.perf_counter()
    indexed = index.index_rebuild()
    print(f"{indexed} offers indexed in {time.perf_counter() - began:.1f} s")
    links = [f"/p/{programme.code}/find/{need.link}/?edited=1" for need in needs(programme)]
    client = Client(SERVER_NAME="localhost")
    times = []
    for number in range(REQUESTS + WARM_UP):
        began = time.perf_counter()
        assert client.get(links[number % len(links)]).status_code == 200
        times.append(1000 * (time.perf_counter() - began))
    times = sorted(times[WARM_UP:])
    p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
    errors = at_once(links)
    print(f"page p50 {p50:.1f} ms, p95 {p95:.1f} ms; {AT_ONCE} at once: {errors} errors")
    print(f"RESULT match_p95_ms={p95:.1f} errors_at_once={errors}")


def made(programme: Programme, chance: random.Random) -> None:
    """Offers of sentences of the example's, five hundred owners."""
    sentences = {
        side: [s.strip() for offer in catalogue()["offers"] for s in offer[f"text_{side}"].split(".") if s.strip()]
        for side in ("sv", "en")
    }
    titles = [(offer["title_sv"], offer["title_en"]) for offer in catalogue()["offers"]]
    places = [m for partner in programme.partners.all() for m in partner.municipalities.all()]
    owners = Organisation.objects.bulk_create(
        Organisation(name=f"Aktör {n}", kind="institute", identity="none", municipality=chance.choice(places))
        for n in range(500)
    )
    now, today = clock.now(), clock.today()

    def offer(number: int) -> Offer:
        title = chance.choice(titles)
        texts = {f"text_{side}": ". ".join(chance.sample(sentences[side], 4)) for side in ("sv", "en")}
        return Offer(
            programme=programme, organisation=chance.choice(owners), code=f"offer-{number}", kind="advice",
            price="free", title_sv=title[0], title_en=title[1], municipality=chance.choice(places), valid_from=today,
            confirmed_on=today, made_at=now, changed_at=now, **texts,
        )  # fmt: skip

    for start in range(0, OFFERS, 5000):
        Offer.objects.bulk_create([offer(n) for n in range(start, min(start + 5000, OFFERS))], batch_size=1000)


def needs(programme: Programme) -> list[Need]:
    """The example's needs, as drafts."""
    import tomllib

    told = tomllib.loads(NEEDS.read_text(encoding="utf-8"))["needs"]
    return [
        need_draft(
            programme=programme, text=row["text"], language=row["language"], asker_kind="company", municipality=None
        )
        for row in told
    ]


def at_once(links: list[str]) -> int:
    """How many of 200 requests at once fail."""

    def one(number: int) -> bool:
        try:
            return Client(SERVER_NAME="localhost").get(links[number % len(links)]).status_code == 200
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return sum(not good for good in pool.map(one, range(AT_ONCE)))


if __name__ == "__main__":
    main()

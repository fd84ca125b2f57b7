"""A repeat under its key is answered as at first, whoever answers and after whatever restart."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.desk.api.test_writes import KUNDUZ, sent
from tests.desk.site.live import served
from tests.desk.site.sites import Site, site_on
from tests.shell import Shell

KEY = {"idempotency-key": "ann-1"}


def test_a_server_that_was_started_anew_knows_the_key(case: Shell) -> None:
    """The answer is the same to the byte, though other entries came since."""
    with site_on(case.path) as site:
        first = sent(site, "/forecasts", KUNDUZ, **KEY)
    case("log", "Herat falls", "--slug", "herat", "--criteria", "seen")
    case("undo", str(first.json()["entry"]["sequence"]), "--because", "a test", "--as", "ben")
    with site_on(case.path) as site:
        again = sent(site, "/forecasts", KUNDUZ, **KEY)
        other = sent(site, "/forecasts", {**KUNDUZ, "by": "Ben"}, **KEY)
    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert again.content == first.content


def test_a_key_lasts_a_week(site: Site, case: Shell) -> None:
    """Then it is free."""
    assert sent(site, "/forecasts", KUNDUZ, **KEY).status_code == 201
    case.today(2022, 1, 11)
    assert sent(site, "/forecasts", KUNDUZ, **KEY).status_code == 200
    case.today(2022, 1, 14)
    new = {**KUNDUZ, "words": "Herat falls within three months, 70%"}
    assert sent(site, "/forecasts", new, **KEY).status_code == 201
    assert sent(site, "/forecasts", new, **KEY).status_code == 200


def test_many_that_send_it_at_once_record_it_once(case: Shell) -> None:
    """One is answered that it was recorded now, the others as at first."""
    import httpx

    with served(case.path, analyst="ben") as address, httpx.Client(base_url=address, timeout=60) as client:

        def send(_: int) -> httpx.Response:
            return client.post("/api/v1/forecasts", json=KUNDUZ, headers=KEY)

        with ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(send, range(6)))
    assert sorted(answer.status_code for answer in answers) == [200] * 5 + [201]
    assert len({answer.content for answer in answers}) == 1
    assert len(case.json("list", "forecasts", "--question", "kunduz-falls")) == 1


@pytest.mark.parametrize(
    ("body", "code"), [({**KUNDUZ, "words": "Kunduz falls soon"}, 400), ({"by": "Ann"}, 422)]
)
def test_what_was_refused_is_not_kept(site: Site, body: dict[str, str], code: int) -> None:
    """The key may be used for what is mended."""
    assert sent(site, "/forecasts", body, **KEY).status_code == code
    assert sent(site, "/forecasts", KUNDUZ, **KEY).status_code == 201

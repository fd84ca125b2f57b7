"""Whatever fits or does not fit the schema of the API: it is answered, and never with 5xx."""

from __future__ import annotations

from typing import Any

import schemathesis
from httpx import Response
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core.result import Ok

from tests.desk.api.test_writes import API
from tests.desk.site.sites import HOST, OWN, Site
from tests.shell import Shell

EXAMPLES = 12
"""Of each address, so that all of them together end within half a minute of processor time."""
KNOWN: dict[str, list[Any]] = {
    "handle": ["2.2", "2.5", "4.1", "1.1"],
    "slug": ["scorecard-2021-12-31", "kabul"],
    "name": ["kabul", "alexander-mikhailovsky", "2.5", "kab"],
    "sequence": [1, 2, 3, 4],
    "kind": ["questions", "scorecard", "period", "forecasts"],
}
"""What is on record, in the place of a path that nothing made up would find."""


def answered(site: Site, case: Any) -> Response:
    """What a made-up request is answered, sent as a page of the site sends it."""
    made = case.as_transport_kwargs(base_url=f"http://{HOST}{API}")
    how = {name: made[name] for name in ("params", "json") if made.get(name) is not None}
    if made.get("data") is not None:
        how["content"] = made["data"]
    headers = {name: value for name, value in dict(made["headers"]).items() if value.isascii()}
    return site.ask(made["method"], made["url"].removeprefix(f"http://{HOST}"), headers=headers | OWN, **how)


def test_no_request_by_the_schema_fails(site: Site, case: Shell) -> None:
    """Each address in turn, on one ledger that grows: what is refused is a problem, and the chain holds."""
    case("scorecard", "--freeze", "--on", "2021-12-31")
    schema = schemathesis.openapi.from_dict(site.get(f"{API}/openapi.json").json())
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    tried: set[str] = set()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()

        @given(
            made=st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in modes)),
            known=st.fixed_dictionaries({name: st.sampled_from(some) for name, some in KNOWN.items()}),
            is_known=st.integers(0, 3),
        )
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def holds(made: Any, known: dict[str, Any], is_known: int) -> None:
            if is_known:
                made.path_parameters |= {name: known[name] for name in made.path_parameters or ()}
            answer = answered(site, made)
            tried.add(made.operation.label)
            assert answer.status_code < 500, f"{made.as_curl_command()}\n{answer.text[:500]}"
            if answer.status_code >= 400:
                assert answer.headers["content-type"] == "application/problem+json", made.as_curl_command()
                assert answer.json()["detail"]

        holds()
    assert len(tried) == sum(1 for _ in schema.get_all_operations())
    assert case("audit").startswith("The chain holds")

"""A question put to a service over HTTP, and its answer: small, soon, and from nowhere else."""

from __future__ import annotations

import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from types import MappingProxyType
from urllib.error import HTTPError, URLError

from forecasts.archiving.reaching import opener, within
from forecasts.errors import UnfitFile

MOST_BYTES = 2**20
SECONDS = 20
LONGEST_SECONDS = 60
_REMEDY = "check the address, or ask by hand and give the answer as a file"


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follows none: who is asked is whose address was given."""


def answer_of(
    url: str,
    question: bytes,
    *,
    kind: str,
    own_network: bool = False,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """What a service answers to a question of a media type; what cannot be had raises UnfitFile.

    The answer has at most 1 MB, comes within a minute and from the address itself, without redirects; a
    machine of the own network is asked only where `own_network` says so. `headers` go with the question.
    """
    if not url.casefold().startswith(("http://", "https://")):
        raise UnfitFile(url, "is no address of a service", "give one that begins with https://")
    return within(
        LONGEST_SECONDS,
        lambda: _answer(url, question, headers={"Content-Type": kind, **headers}, own_network=own_network),
        url=url,
        remedy=_REMEDY,
    )


def _answer(url: str, question: bytes, *, headers: Mapping[str, str], own_network: bool) -> bytes:
    try:
        request = urllib.request.Request(url, data=question, headers=dict(headers))  # noqa: S310 - checked
        with opener(_NoRedirects(), own_network=own_network).open(request, timeout=SECONDS) as found:
            data = bytes(found.read(MOST_BYTES + 1))
    except HTTPError as error:
        with error:
            raise UnfitFile(url, f"answers with {error.code} {error.reason}", _REMEDY) from error
    except URLError as error:
        raise UnfitFile(url, f"cannot be asked ({error.reason})", _REMEDY) from error
    except (OSError, HTTPException, ValueError) as error:
        raise UnfitFile(url, f"cannot be asked ({str(error) or 'it breaks off'})", _REMEDY) from error
    if len(data) > MOST_BYTES:
        raise UnfitFile(url, "answers with more than 1 MB", _REMEDY)
    return data

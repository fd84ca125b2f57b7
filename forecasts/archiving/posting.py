"""A question put to a service over HTTP, and its answer: small, soon, and from nowhere else."""

from __future__ import annotations

import urllib.request
from http.client import HTTPException
from urllib.error import HTTPError, URLError

from forecasts.errors import UnfitFile

MOST_BYTES = 2**20
SECONDS = 20
_REMEDY = "check the address, or ask by hand and give the answer as a file"


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follows none: who is asked is whose address was given."""


def answer_of(url: str, question: bytes, *, kind: str) -> bytes:
    """What a service answers to a question of a media type; what cannot be had raises UnfitFile.

    The answer has at most 1 MB and comes from the address itself, without redirects.
    """
    if not url.casefold().startswith(("http://", "https://")):
        raise UnfitFile(url, "is no address of a service", "give one that begins with https://")
    headers = {"Content-Type": kind, "User-Agent": "trackrecord"}
    try:
        request = urllib.request.Request(url, data=question, headers=headers)  # noqa: S310 - checked above
        with urllib.request.build_opener(_NoRedirects).open(request, timeout=SECONDS) as found:
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

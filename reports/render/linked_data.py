"""Claims and their reviews in the words of schema.org, for whoever reads pages by machine."""

from __future__ import annotations

import json
from typing import Any

from reports.render.layout import Claimed, Page


def linked_data(page: Page) -> str:
    """The claims of a page as JSON-LD: a `ClaimReview` where a claim was scored, else a `Claim`.

    No sign in it can end the element that it stands in.
    """
    found = {"@context": "https://schema.org", "@graph": [_thing(claim, page) for claim in page.claims]}
    return json.dumps(found, ensure_ascii=False, indent=1).replace("<", "\\u003c")


def _thing(claim: Claimed, page: Page) -> dict[str, Any]:
    said = {
        "@type": "Claim",
        "author": {"@type": "Person", "name": claim.by},
        "datePublished": claim.on,
        **({"appearance": {"@type": "CreativeWork", "name": claim.where}} if claim.where else {}),
    }
    if claim.rating is None:
        return {**said, "@id": f"#{claim.place}", "text": claim.words}
    return {
        "@type": "ClaimReview",
        "@id": f"#{claim.place}",
        "claimReviewed": claim.words,
        "author": {"@type": "Organization", "name": f"Trackrecord, {page.kind.lower()} of {page.title}"},
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": round(claim.rating, 4),
            "bestRating": 0,
            "worstRating": claim.worst,
            "alternateName": claim.fare,
            "ratingExplanation": f"{claim.measure}, lower is better",
        },
        "itemReviewed": said,
    }

"""The site and its API on the small ledger of the site's tests."""

from tests.desk.site.conftest import case, site, team

__all__ = ["case", "site", "team"]

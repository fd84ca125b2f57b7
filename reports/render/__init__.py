"""A report drawn: for the terminal, as a page, as a PDF, as Markdown, as JSON. Drawing computes nothing.

Each is a singledispatch function on the report, so a report with a look of its own registers it; most
only register with `pages.page`, which lays a report out once for all of them. `tables` and `charts` take
a report apart into files.
"""

from reports.render.console import terminal
from reports.render.data import as_json
from reports.render.pictures import charts
from reports.render.plain import markdown
from reports.render.tables import tables
from reports.render.typeset import pdf
from reports.render.webpage import fragment, html

__all__ = ["as_json", "charts", "fragment", "html", "markdown", "pdf", "tables", "terminal"]

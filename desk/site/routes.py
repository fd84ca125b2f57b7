"""Every address of the site, once: the method, the path, the handler."""

from __future__ import annotations

from desk.site.asking import Handler
from desk.site.rooms import article, history, importing, lists, log, question, reports, resolve, review, today

ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/", today.today),
    ("GET", "/log", log.form),
    ("POST", "/log", log.log),
    ("GET", "/article", article.form),
    ("POST", "/article", article.read),
    ("GET", "/import", importing.form),
    ("POST", "/import", importing.bring),
    ("GET", "/questions", lists.questions),
    ("GET", "/questions/{slug}", question.question),
    ("GET", "/forecasters", lists.forecasters),
    ("GET", "/forecasters/{slug}", reports.forecaster),
    ("GET", "/sources", lists.sources),
    ("GET", "/resolve", resolve.due),
    ("GET", "/resolve/{slug}", resolve.question),
    ("POST", "/resolve/{slug}", resolve.resolve),
    ("GET", "/resolve/{slug}/touched", resolve.touched),
    ("GET", "/reports", reports.index),
    ("GET", "/reports/show", reports.show),
    ("GET", "/reports/made.{look}", reports.file),
    ("POST", "/reports/freeze", reports.freeze),
    ("GET", "/review/{slug}", review.review),
    ("GET", "/review/{slug}/moved", review.moved),
    ("GET", "/review/{slug}/frozen.{look}", review.file),
    ("POST", "/review/{slug}/look", review.look),
    ("POST", "/review/{slug}/question", review.question),
    ("POST", "/review/{slug}/answer", review.answer),
    ("POST", "/review/{slug}/sign", review.sign),
    ("POST", "/review/{slug}/reject", review.reject),
    ("GET", "/history", history.entries),
    ("GET", "/entries/{sequence}", history.entry),
    ("POST", "/entries/{sequence}/undo", history.undo),
    ("GET", "/records/{handle}", history.record),
    ("GET", "/records/{handle}/json", history.record_json),
    ("GET", "/audit", history.audit),
)

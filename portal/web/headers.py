"""What browsers are told about every answer (TRU-15)."""

from flask import Flask, Response, abort, current_app, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def install_headers(app: Flask) -> None:
    """Refuse changes that another site sends, and tell browsers what this one may do."""
    app.before_request(_refuse_other_origins)
    app.before_request(_refuse_what_no_field_holds)
    app.after_request(_tell_browsers)


def _refuse_other_origins() -> None:
    # Before the CSRF token is looked at: a form from elsewhere is not even offered for sending once more.
    if request.method in SAFE_METHODS or request.path.startswith("/api/"):
        return
    sender = request.headers.get("Origin") or request.headers.get("Referer")
    if sender is None and not request.is_secure:
        return
    # Over TLS every browser says where a form stood. Taken apart by hand: not every text is an address.
    if sender is None or sender.partition("://")[2].partition("/")[0] != request.host:
        abort(403)


def _refuse_what_no_field_holds() -> None:
    # NUL can not be stored, also not in the record of what was refused, and nobody types it (TRU-18).
    if "\0" in request.path:
        abort(400)
    if request.path.startswith("/api/"):
        return
    sent = [*request.args.items(multi=True), *request.form.items(multi=True)]
    if any("\0" in name or "\0" in value for name, value in sent):
        abort(400)


def _tell_browsers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    if not response.cache_control:
        # Pages of people are nobody else's, not even in the browser's own store.
        response.cache_control.no_store = True
    if current_app.config["SESSION_COOKIE_SECURE"]:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response

"""Who may see a page. Every view of the portal carries exactly one of these decorators (TRU-10)."""

from collections.abc import Callable
from functools import wraps
from typing import cast
from urllib.parse import urlsplit

from flask import abort, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user

from portal.domain import rights
from portal.domain.audit import ActorKind
from portal.extensions import db, htmx
from portal.guard import access_was_checked, let_in
from portal.models import Account
from portal.queries import sessions
from portal.services import actors
from portal.services.tokens import digest_of

View = Callable[..., ResponseReturnValue]

login_manager = LoginManager()
# The row on the server decides; a browser that changes its address stays signed in.
login_manager.session_protection = None


class Visitor(UserMixin):
    """The account behind a browser's session; the cookie holds the session's token alone."""

    def __init__(self, token: str, account: Account) -> None:
        """Tie a session's token to its account."""
        self.token = token
        self.account = account

    def get_id(self) -> str:
        """Return what the cookie holds."""
        return self.token

    @property
    def administers(self) -> bool:
        """Tell whether the role is the system administrator role in its initial state (ACC-1)."""
        return rights.administers(self.account.role.key, self.account.role.rights)

    def may(self, resource: str, right: rights.Right) -> bool:
        """Tell whether the role has the right on the resource (ACC-2)."""
        return rights.may(self.account.role.rights, resource, right)


@login_manager.user_loader
def _visitor_of(token: str) -> Visitor | None:
    account = sessions.account_of(digest_of(token))
    return None if account is None else Visitor(token, account)


def visitor() -> Visitor:
    """Return who is signed in; only for views that `signed_in` or `administrators_only` guards."""
    return cast("Visitor", current_user)


def public(view: View) -> View:
    """Let everybody see the page."""

    @wraps(view)
    def checked(*args: object, **kwargs: object) -> ResponseReturnValue:
        access_was_checked()
        return view(*args, **kwargs)

    checked.access = "public"  # type: ignore[attr-defined]
    return checked


def signed_in(view: View) -> View:
    """Let those see the page who are signed in, whatever their rights."""

    @wraps(view)
    def checked(*args: object, **kwargs: object) -> ResponseReturnValue:
        if not current_user.is_authenticated:
            return _to_sign_in()
        access_was_checked()
        account = visitor().account
        g.organization_id = account.organization_id
        let_in(account.organization_id)
        actors.be(ActorKind.ACCOUNT, account.login, account.id)
        return view(*args, **kwargs)

    checked.access = "signed_in"  # type: ignore[attr-defined]
    return checked


def administrators_only(view: View) -> View:
    """Let those see the page whose role is the system administrator role in its initial state (ACC-1)."""

    @wraps(view)
    def checked(*args: object, **kwargs: object) -> ResponseReturnValue:
        if not visitor().administers:
            abort(403)
        return view(*args, **kwargs)

    guarded = signed_in(checked)
    guarded.access = "administrators_only"  # type: ignore[attr-defined]
    return guarded


def may(resource: str, right: rights.Right) -> Callable[[View], View]:
    """Let those see the page whose role has this right on this resource (ACC-2)."""

    def guard(view: View) -> View:
        @wraps(view)
        def checked(*args: object, **kwargs: object) -> ResponseReturnValue:
            if not visitor().may(resource, right):
                abort(403)
            return view(*args, **kwargs)

        guarded = signed_in(checked)
        guarded.access = f"may {right} {resource}"  # type: ignore[attr-defined]
        return guarded

    return guard


def local_path(address: str | None) -> str:
    """Return `address` when it leads to a page of this portal, else the first page."""
    home = url_for("home.first")
    if not address or not address.startswith("/") or address[1:2] in ("/", "\\"):
        return home
    # A tab or a line end would be passed over by browsers, and what follows read as another site.
    return address if address.isprintable() else home


def _to_sign_in() -> ResponseReturnValue:
    access_was_checked()  # and the answer was no
    # The cookie forgets the session that ended; the CSRF token in it stays, and with it what was typed.
    session.pop("_user_id", None)
    db.session.rollback()
    if htmx:
        # The whole page goes to sign-in, and comes back to where the person was (ACC-3).
        back = local_path(_below_host(request.headers.get("HX-Current-URL", "")))
        return "", 401, {"HX-Redirect": url_for("sign_in.form", next=back)}
    back = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else request.path
    return redirect(url_for("sign_in.form", next=back), 303)


def _below_host(address: str) -> str:
    """Return path and query of the address of a page; "" for what is none (TRU-18)."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path

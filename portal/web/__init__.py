"""Pages for people."""

from typing import Any

from flask import Flask, g, request, session, url_for
from flask_babel import gettext as _

from portal.domain.words import Language
from portal.web.access import Visitor, login_manager
from portal.web.assets import install_assets
from portal.web.audit import audit
from portal.web.daily_mail import daily_mail
from portal.web.delivery import delivery
from portal.web.directory import directory
from portal.web.errors import install_error_pages
from portal.web.headers import install_headers
from portal.web.history import history
from portal.web.home import home
from portal.web.menu import navigation
from portal.web.newly_added import newly_added
from portal.web.own_account import own_account
from portal.web.preview import preview
from portal.web.profiles import profiles
from portal.web.sign_in import sign_in
from portal.web.snapshots import snapshots
from portal.web.webhooks import webhooks

_BLUEPRINTS = (
    home,
    sign_in,
    own_account,
    profiles,
    delivery,
    newly_added,
    preview,
    snapshots,
    directory,
    history,
    audit,
    webhooks,
    daily_mail,
)


def register(app: Flask) -> None:
    """Add the pages, and what stands around them, to `app`."""
    login_manager.init_app(app)
    install_assets(app)
    install_headers(app)
    install_error_pages(app)
    app.context_processor(_frame)
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)


def locale() -> str:
    """Return the language of this answer: the account's choice, else the browser's."""
    visitor = _visitor()
    chosen = (visitor.account.language if visitor else None) or session.get("language")
    return chosen or request.accept_languages.best_match(list(Language), default=Language.JA)


def time_zone() -> str:
    """Return the zone in which times are shown: the organisation's."""
    visitor = _visitor()
    return visitor.account.organization.time_zone if visitor else "Asia/Tokyo"


def _visitor() -> Visitor | None:
    # Only whom an access check has looked up: an error page asks the database for nobody.
    found = g.get("_login_user")
    return found if isinstance(found, Visitor) else None


def _frame() -> dict[str, Any]:
    """Return what the layout shows around every page."""
    frame: dict[str, Any] = {"language_url": url_for("sign_in.language"), "home_url": url_for("home.first")}
    visitor = _visitor()
    if visitor is None:
        return frame
    return frame | {
        "organization_name": visitor.account.organization.name,
        "account_name": visitor.account.name,
        "account_links": [(_("Your account"), url_for("own_account.show"))],
        "sign_out_url": url_for("sign_in.sign_out"),
        "search_url": url_for("directory.search"),
        "navigation": navigation(visitor),
    }

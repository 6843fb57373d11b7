"""The application: settings in, Flask out. No logic here."""

import os
from pathlib import Path

import structlog
from celery import Celery
from flask import Flask, Response, g, request
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import api, database, guard, logs, models, web
from portal.config import BadConfiguration, Settings
from portal.extensions import babel, cache, celery, csrf, db, htmx, migrate
from portal.services import actors, denials
from portal.web.cookies import SignedCookies

ROOT = Path(__file__).resolve().parent.parent
LARGEST_BODY = 64 * 1024 * 1024
LARGEST_FORM = 8 * 1024 * 1024
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

log = structlog.get_logger(__name__)


def create_app(settings: Settings | None = None) -> Flask:
    """Build the portal; without `settings` they come from the environment, and a wrong one ends the start."""
    if settings is None:
        settings = _settings_from_environment()
    logs.configure(settings.log_format, settings.log_level)
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.from_mapping(_flask_config(settings))
    app.session_interface = SignedCookies(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    # In this order a request gets its id first, and is asked where it comes from before its CSRF token.
    app.before_request(_start)
    app.after_request(_finish)
    app.teardown_request(_leave)
    web.register(app)
    api.register(app)
    _bind_extensions(app, settings)
    return app


def _settings_from_environment() -> Settings:
    try:
        return Settings.from_environment(os.environ)
    except BadConfiguration as error:
        raise SystemExit(f"haishin: {error}") from None


def _flask_config(settings: Settings) -> dict[str, object]:
    return {
        "SETTINGS": settings,
        "STRICT": settings.strict,
        "TESTING": settings.environment == "test",
        "SECRET_KEY": settings.secret_key,
        # OPTIONS is a method like any other: nobody answers it, so it is 405.
        "PROVIDE_AUTOMATIC_OPTIONS": False,
        "SQLALCHEMY_DATABASE_URI": database.driver_url(settings.database_url),
        "SQLALCHEMY_ENGINE_OPTIONS": database.engine_options(settings),
        "SESSION_COOKIE_NAME": "haishin",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        # A token lives as long as its session: an old tab keeps what was typed (TRU-15).
        "WTF_CSRF_TIME_LIMIT": None,
        # `web.headers` looks where a change comes from, with and without TLS.
        "WTF_CSRF_SSL_STRICT": False,
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
        "MAX_FORM_MEMORY_SIZE": LARGEST_FORM,
        "BABEL_DEFAULT_LOCALE": "ja",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Tokyo",
    }


def _bind_extensions(app: Flask, settings: Settings) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    csrf.init_app(app)
    htmx.init_app(app)
    babel.init_app(app, locale_selector=web.locale, timezone_selector=web.time_zone)
    cache.connect(settings.redis_url)
    configure_celery(celery, settings)
    app.extensions["models"] = models


def configure_celery(worker: Celery, settings: Settings) -> None:
    """Set what a broker that forgets, or falls silent, may and may not do."""
    patience = {"socket_timeout": 2, "socket_connect_timeout": 2, "visibility_timeout": 600}
    worker.conf.update(
        broker_url=settings.redis_url,
        broker_transport_options={**patience, "unacked_restore_throttle": 1},
        broker_connection_retry_on_startup=True,
        # The row is the work: a task may be lost, and may run twice.
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_ignore_result=True,
        task_soft_time_limit=60,
        task_time_limit=90,
        worker_prefetch_multiplier=1,
        worker_max_memory_per_child=400_000,
        accept_content=["json"],
        task_serializer="json",
        enable_utc=True,
        timezone="UTC",
        worker_hijack_root_logger=False,
        # Whoever waits for strangers' servers can be given workers of their own: `worker -Q webhooks`.
        task_queues={name: {"exchange": name, "routing_key": name} for name in ("celery", "webhooks")},
        task_routes={"webhooks.*": {"queue": "webhooks"}, "mails.*": {"queue": "webhooks"}},
    )


def _start() -> None:
    g.request_id = logs.start_request(request.headers.get("X-Request-ID"))
    actors.arrive(request.remote_addr)
    denials.forget()
    if request.method in SAFE_METHODS:
        database.begin_reading()


def _finish(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.get("request_id", "")
    log.info("answered", method=request.method, path=request.path, status=response.status_code)
    guard.record_denials(response)
    return guard.refuse_unchecked(response)


def _leave(_error: BaseException | None) -> None:
    actors.leave()
    database.end_reading()

"""What the application is built with, unbound; `portal.app` binds it."""

from celery import Celery
from flask_babel import Babel
from flask_htmx import HTMX
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from redis import Redis
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The parent of every table; names all constraints so that migrations can speak of them."""

    metadata = MetaData(naming_convention=NAMING)


class RedisCache:
    """The portal's own connection to Redis, bound at start. Losing it costs speed, never an answer."""

    client: Redis | None = None

    def connect(self, url: str) -> None:
        """Bind to the server at `url`; a request never waits longer than 0.3 s for it (TRU-4)."""
        self.client = Redis.from_url(
            url,
            socket_timeout=0.3,
            socket_connect_timeout=0.3,
            health_check_interval=30,
        )


db = SQLAlchemy(model_class=Base)
migrate = Migrate()
csrf = CSRFProtect()
htmx = HTMX()
babel = Babel()
celery = Celery("haishin", set_as_current=False)
cache = RedisCache()

"""Requests as the outside makes them: each in an application context of its own, like in production."""

from flask import has_app_context
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import EnvironBuilder

from portal.extensions import db

_UNCOMMITTED = "uncommitted"


class PortalClient(FlaskClient):
    """Keeps test and request apart.

    What the test arranged is committed before the request; the request has its own `g` and session, and what
    it did not commit is rolled back at its end. A success that leaves changes uncommitted fails the test.
    Works in threads too: there each request is all on its own.
    """

    def open(self, *args, **kwargs):
        """Make one request and read the whole answer."""
        if has_app_context():
            db.session.commit()
        if not isinstance(args[0], EnvironBuilder):
            kwargs.setdefault("base_url", self.application.config["SETTINGS"].base_url)
            kwargs["buffered"] = True
        with self.application.app_context():
            answer = super().open(*args, **kwargs)
            if answer.status_code < 400 and db.session.info.get(_UNCOMMITTED):
                raise AssertionError(
                    f"{answer.request.method} {answer.request.path} did not commit its changes"
                )
            return answer


@event.listens_for(db.session, "after_flush")
def _changed(session, _flush):
    session.info[_UNCOMMITTED] = True


@event.listens_for(db.session, "do_orm_execute")
def _changed_by_statement(state):
    if state.is_insert or state.is_update or state.is_delete:
        state.session.info[_UNCOMMITTED] = True


@event.listens_for(db.session, "after_commit")
@event.listens_for(db.session, "after_rollback")
def _settled(session):
    session.info.pop(_UNCOMMITTED, None)

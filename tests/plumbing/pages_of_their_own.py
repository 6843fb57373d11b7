"""Small applications that have the portal's layout, macros and scripts, and pages of a test's own."""

import threading
from contextlib import contextmanager

from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader, StrictUndefined
from werkzeug.serving import make_server

from plumbing.programs import ROOT
from portal.extensions import htmx
from portal.web.assets import install_assets


def application(templates):
    """Return an application with these templates beside the portal's."""
    app = Flask(__name__, static_folder=str(ROOT / "static"))
    app.secret_key = "only for this test"
    app.jinja_env.undefined = StrictUndefined
    app.jinja_loader = ChoiceLoader([DictLoader(templates), FileSystemLoader(ROOT / "templates")])
    htmx.init_app(app)
    CSRFProtect(app)
    Babel(app, default_locale="en")
    install_assets(app)
    return app


@contextmanager
def served(app):
    """Serve the application; yields its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()

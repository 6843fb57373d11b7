"""Plumbing only: the fixtures are in `plumbing/fixtures.py`, what tests are about is in `factories.py`."""

import os

pytest_plugins = ["plumbing.fixtures"]

# Importing the workers builds an application from the environment; fixtures put the real one in its place.
# Nothing that the caller's shell says about a deployment reaches the tests.
for name in [name for name in os.environ if name.startswith("HAISHIN_")]:
    if name != "HAISHIN_CHROMIUM":
        del os.environ[name]
os.environ["HAISHIN_DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/nothing"
os.environ["HAISHIN_REDIS_URL"] = "redis://127.0.0.1:1/0"
os.environ["HAISHIN_SECRET_KEY"] = "of-no-deployment-0123456789abcdef0123456789"
os.environ["HAISHIN_ENVIRONMENT"] = "test"

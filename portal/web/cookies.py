"""The cookie that browsers carry: signed, and made once what signs it."""

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class SignedCookies(SecureCookieSessionInterface):
    """The cookies of one application; Flask would make the signer anew for each request, of programs too."""

    def __init__(self, app: Flask) -> None:
        """Take the key that `app` is configured with."""
        self._signer = super().get_signing_serializer(app)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:  # noqa: ARG002  Flask's signature
        """Return what signs the cookies."""
        return self._signer

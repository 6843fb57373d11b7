"""配信状況: how far the delivery has come, of a profile and of all (DST-1 to DST-4)."""

from portal.web.delivery import again, export, overview, profile, watch
from portal.web.delivery.blueprint import delivery

__all__ = ["again", "delivery", "export", "overview", "profile", "watch"]

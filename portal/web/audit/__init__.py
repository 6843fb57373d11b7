"""操作履歴: everything that was done, or refused, in the organisation."""

from portal.web.audit import export, index
from portal.web.audit.blueprint import audit

__all__ = ["audit", "export", "index"]

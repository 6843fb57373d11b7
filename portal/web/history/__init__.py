"""変更履歴: what happened to profiles, and their earlier states."""

from portal.web.history import changes, state
from portal.web.history.blueprint import history

__all__ = ["changes", "history", "state"]

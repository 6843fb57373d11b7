"""ディレクトリ: what the PBX knows, listed, looked at and corrected by the rights of each role (ACC-2)."""

from portal.web.directory import accounts, index, owners, points
from portal.web.directory.blueprint import directory

__all__ = ["accounts", "directory", "index", "owners", "points"]

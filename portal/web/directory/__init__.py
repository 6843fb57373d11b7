"""ディレクトリ: what the PBX knows, listed, looked at and corrected by the rights of each role (ACC-2)."""

from portal.web.directory import (
    account_edit,
    accounts,
    api_keys,
    delete,
    index,
    number_delete,
    organization,
    owner_edit,
    pages,
    role_edit,
    roles,
    search,
    terminal_password,
    upload,
)
from portal.web.directory.blueprint import directory

__all__ = [
    "account_edit",
    "accounts",
    "api_keys",
    "delete",
    "directory",
    "index",
    "number_delete",
    "organization",
    "owner_edit",
    "pages",
    "role_edit",
    "roles",
    "search",
    "terminal_password",
    "upload",
]

"""ソフトフォン設定値取得: what softphones uploaded, and the snapshots that it became."""

from portal.web.snapshots import (
    capture,
    captures,
    compare,
    delete,
    details,
    edit,
    files,
    index,
    version,
    versions,
)
from portal.web.snapshots.blueprint import snapshots

__all__ = [
    "capture",
    "captures",
    "compare",
    "delete",
    "details",
    "edit",
    "files",
    "index",
    "snapshots",
    "version",
    "versions",
]

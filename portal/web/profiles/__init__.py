"""ソフトフォン設定配信: the list of profiles, and one module a tab: its form, and above all its views."""

from portal.web.profiles import basic, delete, duplicate, index, new
from portal.web.profiles.blueprint import profiles

__all__ = ["basic", "delete", "duplicate", "index", "new", "profiles"]

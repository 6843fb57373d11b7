"""プレビュー: what a softphone would get, drawn as its own screens, and why (PRV-1, PRV-2)."""

from portal.web.preview.pages import preview

__all__ = ["preview"]

"""A tab of a browser in which somebody works, and pictures of what it shows."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LOCALES = {"ja": "ja-JP", "en": "en-GB"}
SIGN_IN = "main form button[type=submit]"


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """Start the Chromium of this machine."""
    found = os.environ.get("HAISHIN_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        raise SystemExit("no Chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=[*FLAGS])
        yield started
        started.close()


def open_tab(
    started: Browser, address: str, language: str, size: tuple[int, int], *, dark: bool = False
) -> Page:
    """Open a tab of a fresh browser profile, in a language, a size (width, height) and a theme."""
    context = started.new_context(
        base_url=address,
        locale=LOCALES[language],
        timezone_id="Asia/Tokyo",
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    return context.new_page()


def sign_in(tab: Page, organization: str, login: str, password: str) -> None:
    """Sign in to the portal."""
    tab.goto("/sign-in")
    tab.fill("[name=organization]", organization)
    tab.fill("[name=login]", login)
    tab.fill("[name=password]", password)
    tab.click(SIGN_IN)
    tab.wait_for_load_state()


def draw(tab: Page, path: Path, *, whole: bool = False) -> None:
    """Write a picture of what the tab shows, or of the whole page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(tab.screenshot(full_page=whole, animations="disabled", caret="hide"))

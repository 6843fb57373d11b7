"""Every page of the portal, to be looked at: wide and narrow, in both languages, light and dark."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from demonstration import PASSWORD, Addresses
from playwright.sync_api import Browser, Page
from tab import draw, open_tab, sign_in

WIDTHS = {"wide": 1280, "narrow": 390}
HEIGHT = 800
# What is saved as a file is no page.
LINKS = "a[href]:not([download])"
# What no link of a list leads to.
MORE = (
    "/nothing-here",
    "/directory/search?search=10",
    "/directory/search?search=nothing+is+called+so",
    "/directory/terminals/?search=nothing+is+called+so",
    "/profiles/?search=nothing+is+called+so",
)


def draw_pages(started: Browser, addresses: Addresses, folder: Path) -> None:
    """Draw one page of each kind that links lead to, in every way that it is shown."""
    first = open_tab(started, addresses.portal, "ja", (WIDTHS["wide"], HEIGHT))
    sign_in(first, "acme", "watanabe.a", PASSWORD)
    paths = [*_paths_from(first, "/profiles/"), *MORE]
    for language in ("ja", "en"):
        for theme in ("light", "dark"):
            for name, width in WIDTHS.items():
                tab = open_tab(started, addresses.portal, language, (width, HEIGHT), dark=theme == "dark")
                tab.goto("/sign-in")
                draw(tab, folder / f"{language}-{theme}-{name}" / "00-sign-in.png", whole=True)
                sign_in(tab, "acme", "watanabe.a", PASSWORD)
                for number, path in enumerate(paths, start=1):
                    tab.goto(path)
                    called = re.sub(r"\W+", "-", path).strip("-")[:60]
                    draw(tab, folder / f"{language}-{theme}-{name}" / f"{number:02}-{called}.png", whole=True)
                tab.context.close()


def _paths_from(tab: Page, start: str) -> list[str]:
    """Return one address of each kind of page that can be reached."""
    waiting, kinds, found = [start], {_kind(start)}, []
    while waiting:
        found.append(waiting.pop(0))
        tab.goto(found[-1])
        for link in tab.eval_on_selector_all(LINKS, "links => links.map(link => link.href)"):
            parts = urlsplit(link)
            path = f"{parts.path}?{parts.query}" if parts.query else parts.path
            if parts.netloc == urlsplit(tab.url).netloc and _kind(path) not in kinds:
                kinds.add(_kind(path))
                waiting.append(path)
    return found


def _kind(path: str) -> str:
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+", "#", urlsplit(path).path)

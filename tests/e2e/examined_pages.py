"""What makes a page bad for some of its readers: WCAG 2.2 A and AA by axe-core, and what sticks out."""

import re
from urllib.parse import urldefrag, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
ALL = {
    "runOnly": {"type": "tag", "values": STANDARDS},
    # Part of WCAG 2.2 AA, and off in axe-core unless it is asked for.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
# All that another theme can change.
COLOURS = ALL | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}

# As tall as pages are: what a bar at the foot covers for the moment can be scrolled to.
WIDE, NARROW = {"width": 1280, "height": 3000}, {"width": 390, "height": 3000}

# Both languages, each in a width of its own.
READERS = pytest.mark.parametrize(
    ("language", "viewport"),
    [pytest.param("ja", WIDE, id="Japanese"), pytest.param("en", NARROW, id="English")],
)
THEMES = ("light", "dark")
LOCALES = {"ja": "ja-JP", "en": "en-GB"}

AXE = Axe().axe_script
RUN = "rules => axe.run(rules).then(results => results.violations)"
# The portal's own script says so, a moment after the browser; the softphone's pages have none.
IN_THEME = "theme => (document.documentElement.dataset.bsTheme ?? theme) === theme"
# The rows of a list are of one make: the first few stand for all, in a tenth of the time.
SHORTEN = "document.querySelectorAll('tbody tr:nth-child(n + 5)').forEach(row => row.remove())"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Examination:
    """Examines the pages that one browser tab shows, and remembers what was wrong with them."""

    def __init__(self, page, *, viewport):
        """Examine by every rule in one theme, then in the other by those about colours: in turns."""
        self.page = page
        self.themes = THEMES
        self.viewport = viewport
        self.examined = []
        self.faults = []
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=self.themes[0], reduced_motion="reduce")

    def of_this(self, state=""):
        """Examine the page as it is now."""
        self.examined.append(f"{urlsplit(self.page.url).path} {state}".strip())
        self.page.evaluate(SHORTEN)
        self.page.evaluate(AXE)
        self._look(ALL)
        self._turn()
        self._look(COLOURS)
        self._stick_out()

    def of_all_from(self, address, within="/"):
        """Examine this page and every page below `within` that links lead to, one of each kind."""
        waiting, kinds = [address], {_kind(address)}
        while waiting:
            self.page.goto(waiting.pop(0))
            self.of_this()
            for link in self._links():
                if urlsplit(link).path.startswith(within) and _kind(link) not in kinds:
                    kinds.add(_kind(link))
                    waiting.append(link)

    def _links(self):
        here = urlsplit(self.page.url).netloc
        found = self.page.eval_on_selector_all(
            "a[href]:not([download])", "links => links.map(link => link.href)"
        )
        return [address for address in found if urlsplit(address).netloc == here]

    def _turn(self):
        self.themes = self.themes[::-1]
        self.page.emulate_media(color_scheme=self.themes[0], reduced_motion="reduce")
        self.page.wait_for_function(IN_THEME, arg=self.themes[0])

    def _look(self, rules):
        for violation in self.page.evaluate(RUN, rules):
            for node in violation["nodes"]:
                self._note(
                    self.themes[0], f"{violation['id']}: {node['html'][:300]} {node['failureSummary']}"
                )

    def _stick_out(self):
        if self.viewport != NARROW:
            self.page.set_viewport_size(NARROW)
        if (pixels := self.page.evaluate(TOO_WIDE)) > 0:
            self._note(f"{NARROW['width']} pixels wide", f"the document is {pixels} pixels wider")
        if self.viewport != NARROW:
            self.page.set_viewport_size(self.viewport)

    def _note(self, how, what):
        self.faults.append(f"{self.examined[-1]}, {how}: {what}")


def _kind(address):
    """Return what pages of one make have in common: not which object it is, nor how a list is sorted."""
    parts = urlsplit(urldefrag(address).url)
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+", "#", parts.path)
    return path, "compare=" in parts.query, "list=" in parts.query

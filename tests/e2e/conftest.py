"""Everything for real: portal, worker, scheduler, softphone and a browser, each a process of its own."""

import os
import shutil
import subprocess
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from plumbing import programs
from plumbing.leash import Leashed
from plumbing.valkey import ValkeyServer
from plumbing.waiting import free_port

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# The first makes half the work of the others.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser")

# A machine that runs everything at once answers late; nothing waits longer than it must.
PATIENCE = 15_000
"""Milliseconds."""

expect.set_options(timeout=PATIENCE)


@dataclass
class LivePortal:
    """A running deployment with the demonstration's organisations."""

    base_url: str
    softphone_url: str
    settings: dict
    processes: dict[str, Leashed]
    sign_ins: str

    def run(self, *command, **how):
        """Run a command such as `haishin doctor` in this deployment's environment."""
        return programs.run(self.settings, *command, **how)


@pytest.fixture(scope="session")
def live_portal(postgres, template_database, tmp_path_factory):
    """A deployment of its own: database, Valkey, portal, worker, scheduler and softphone window."""
    folder = tmp_path_factory.mktemp("live")
    valkey = ValkeyServer(durable=True).start()
    port = free_port(after=1)
    base_url = f"http://127.0.0.1:{port}"
    settings = programs.settings_for(postgres.create("live", template_database), valkey.url, base_url)
    processes = {}
    try:
        processes["worker"] = programs.start_worker(settings, folder)
        processes["beat"] = programs.start_beat(settings, folder)
        processes["portal"] = programs.start_portal(settings, folder, port=port)
        processes["softphone"] = programs.start_softphone(settings, folder, port=port + 1, server=base_url)
        loaded = programs.run(settings, "haishin", "demo", "load")
        assert loaded.returncode == 0, loaded.stderr
        yield LivePortal(base_url, f"http://127.0.0.1:{port + 1}", settings, processes, loaded.stdout)
    finally:
        for process in reversed(processes.values()):
            process.stop()
        valkey.stop()
        postgres.drop("live")


@pytest.fixture(scope="session")
def base_url():
    """No base address for all: a context gets its own (and the plugin's fixture is of a deprecated kind)."""
    return


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, without a sandbox (tests run as root too) and without calls of its own."""
    found = os.environ.get("HAISHIN_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    assert found, f"no Chromium here: apt-get install {CHROMIUMS[0]}"
    return {**browser_type_launch_args, "executable_path": found, "args": [*FLAGS]}


@pytest.fixture
def open_context(browser, live_portal):
    """A function that opens a fresh browser profile: `open_context(locale="ja-JP", javascript=False)`."""
    contexts = []

    def opened(*, locale="ja-JP", javascript=True, **options):
        context = browser.new_context(
            locale=locale,
            timezone_id="Asia/Tokyo",
            base_url=live_portal.base_url,
            java_script_enabled=javascript,
            **options,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def japanese_page(open_context):
    """A page of a Japanese browser."""
    return open_context(locale="ja-JP").new_page()


@pytest.fixture
def english_page(open_context):
    """A page of an English browser."""
    return open_context(locale="en-GB").new_page()


@pytest.fixture
def page_without_javascript(open_context):
    """A page of a Japanese browser that runs no scripts."""
    return open_context(javascript=False).new_page()


@pytest.fixture(scope="session")
def japanese_font():
    """Without a Japanese font pages show boxes, and everything else still passes."""
    fonts = subprocess.run(["fc-list", ":lang=ja"], check=True, capture_output=True, text=True).stdout
    assert fonts, "no Japanese font here: apt-get install fonts-noto-cjk"

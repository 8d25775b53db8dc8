"""A headless Chromium from Debian, which cannot reach anything beyond this machine."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, expect, sync_playwright

from tests.services.processes import find_program

PACKAGE = "chromium-headless-shell"
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

PATIENCE = 20_000  # milliseconds: what a slow machine with much else to do may take

OPTIONS = (
    "--no-sandbox",  # Chromium refuses to run as root with it
    "--disable-dev-shm-usage",  # a container's /dev/shm is too small for it
    "--host-resolver-rules=MAP * 127.0.0.1",
    # One process draws all pages: a new one for each page would be a quarter of the work.
    *("--disable-site-isolation-trials", "--renderer-process-limit=1", "--in-process-gpu"),
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; every host name there is leads to loopback."""
    program = find_program(PROGRAMS, package=PACKAGE)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(OPTIONS))
        yield browser
        browser.close()

"""Measures every kind of page of a built site as a telephone on a slow network meets it, from a cold start.

    check_speed.py SITE

Fails where the first paint takes longer than a second, anything moves (a layout shift of more than a thousandth; a tenth is
held to be good) while the page loads or is read to its end, or the
page weighs more than 600 KB with everything it shows: all its pictures and the explorer's map. Texts are served
compressed, as hosts do. A first paint is the quickest of some, because whatever else the machine does slows it down.
"""

import argparse
import math
import pathlib
import sys

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from browsing import CHROMIUM, WATCH, pages, serve

FIRST_PAINT = 1_000  # milliseconds
WEIGHT = 600_000  # bytes
# What Lighthouse calls slow 4G, and its telephone's processor.
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
SLOWER = 4
TRIES = 6
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1440, "height": 900}, "device_scale_factor": 2}

# The first and the largest paint, once both have been.
PAINTS = """() => new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const first = performance.getEntriesByName("first-contentful-paint")[0];
    if (first) resolve([first.startTime, list.getEntries().at(-1).startTime]);
    else requestAnimationFrame(() => setTimeout(() =>
      resolve([performance.getEntriesByName("first-contentful-paint")[0].startTime, list.getEntries().at(-1).startTime])));
  }).observe({ type: "largest-contentful-paint", buffered: true });
})"""


class Meter:
    """Counts what one page fetches."""

    def __init__(self, browser: Browser, **options):
        self.page: Page = browser.new_context(**options).new_page()
        self.page.add_init_script(WATCH)
        self.session: CDPSession = self.page.context.new_cdp_session(self.page)
        self.session.send("Network.enable")
        self.bytes = 0
        self.requests = 0
        self.session.on("Network.loadingFinished", self.count)

    def count(self, event: dict) -> None:
        self.bytes += int(event["encodedDataLength"])
        self.requests += 1

    def read(self) -> None:
        """To the end of the page, as fast as it comes."""
        height = self.page.evaluate("document.documentElement.scrollHeight")
        for top in range(0, height, 400):
            self.page.evaluate(f"scrollTo({{ top: {top}, behavior: 'instant' }})")
            self.page.wait_for_timeout(30)
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_timeout(300)

    def close(self) -> None:
        self.page.context.close()


def paints(browser: Browser, address: str) -> tuple[float, float]:
    """Milliseconds to the first and to the largest paint: of the quickest cold start."""
    best = (math.inf, math.inf)
    for _ in range(TRIES):
        meter = Meter(browser, **PHONE)
        meter.session.send("Network.emulateNetworkConditions", NETWORK)
        meter.session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        meter.page.goto(address, wait_until="load")
        best = min(best, tuple(meter.page.evaluate(PAINTS)))
        meter.close()
        if best[0] < 0.8 * FIRST_PAINT:
            break
    return best


def weight(browser: Browser, address: str, **options) -> tuple[int, int, float]:
    """Bytes and files of the page read to its end, and by how much it moved."""
    meter = Meter(browser, **options)
    meter.page.goto(address, wait_until="load")
    meter.read()
    found = meter.bytes, meter.requests, meter.page.evaluate("shifted")
    meter.close()
    return found


def measure(browser: Browser, address: str, name: str) -> tuple[str, list[str]]:
    first, largest = paints(browser, address + name)
    phone, _, shifted = weight(browser, address + name, **PHONE)
    desk, files, moved = weight(browser, address + name, **DESK)
    shifted = max(shifted, moved)
    faults = []
    if first > FIRST_PAINT:
        faults.append(f"{name}: first paint after {first:.0f} ms")
    if shifted > 0.001:
        faults.append(f"{name}: moves by {shifted:.4f}")
    if max(phone, desk) > WEIGHT:
        faults.append(f"{name}: weighs {max(phone, desk)} bytes")
    row = f"{name:38} {first:6.0f} {largest:6.0f} {shifted:7.4f} {phone / 1000:7.0f} {desk / 1000:6.0f} {files:5}"
    return row, faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=pathlib.Path)
    site = parser.parse_args().site.resolve()
    address = serve(site)
    faults: list[str] = []
    print(f"{'page':38} {'paint':>6} {'large':>6} {'shift':>7} {'phone':>7} {'desk':>6} {'files':>5}   ms, ms, -, KB, KB")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        # The browser's own start is not the page's.
        browser.new_context().new_page().goto(address + "robots.txt")
        for page_file in pages(site):
            if page_file.name == "404.html":
                continue
            row, found = measure(browser, address, str(page_file.relative_to(site)))
            print(row)
            faults += found
        browser.close()
    for fault in faults:
        print(fault)
    print(f"speed: {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""Opens pages of a built site in headless Chromium and lets a newer edition come out while they are open.

    check_edition.py SITE [--screenshots DIR]

Fails where a page that newer ones take the place of does not offer the newer one, offers it though nothing is new, asks while it
is hidden, from disk or another site, reloads by itself, or offers it in a way that a keyboard or a screen reader does not find.
With --screenshots it also keeps what it saw, to be looked at.
"""

import argparse
import json
import pathlib
import sys

from playwright.sync_api import Browser, Page, Route, sync_playwright

from browsing import CHROMIUM, WATCH, serve

PAUSE = 5 * 60 * 1000 + 1000
# A tab is hidden and shown again, as far as a page can tell.
HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def faults_of(browser: Browser, address: str, page_path: str, width: int, scheme: str, shots: pathlib.Path | None) -> list[str]:
    faults: list[str] = []
    asked: list[str] = []
    news: dict[str, str] = {}

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        response = route.fetch()
        body = response.json()
        route.fulfill(response=response, body=json.dumps(body | news))

    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.add_init_script(WATCH)
    page.clock.install()
    page.on("console", lambda message: faults.append(f"console: {message.text}") if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: faults.append(f"asks {request.url}") if not request.url.startswith((address, "data:")) else None)
    loads: list[str] = []
    page.on("load", lambda _: loads.append(page.url))
    page.route("**/edition.json", answer)
    page.goto(address + page_path)

    def pass_time() -> None:
        page.clock.run_for(PAUSE)
        page.wait_for_timeout(150)

    def shown() -> bool:
        return page.locator(".edition a").count() == 1

    if asked:
        faults.append("asks at once")
    pass_time()
    if len(asked) != 1:
        faults.append(f"asked {len(asked)} times within five minutes")
    if shown():
        faults.append("offers an edition though none is new")
    page.evaluate(HIDE, True)
    pass_time()
    pass_time()
    if len(asked) != 1:
        faults.append("asks while it is hidden")
    news |= {"edition": "0" * 16, "title": "6 August 2024, 13:00 UTC"}
    page.evaluate(HIDE, False)
    page.clock.run_for(10)
    page.wait_for_timeout(300)
    if not shown():
        return faults + [f"does not offer the newer edition ({len(asked)} questions)"]
    notice = page.locator(".edition")
    if notice.get_attribute("role") != "status":
        faults.append("is no status")
    if "6 August 2024, 13:00 UTC" not in notice.inner_text():
        faults.append(f"says: {notice.inner_text()}")
    target = page.locator(".edition a").evaluate("(link) => link.href")
    if not target.startswith(address) or not target.endswith("index.html"):
        faults.append(f"leads to {target}")
    box = notice.bounding_box()
    if not box or box["x"] < 0 or box["x"] + box["width"] > width or box["y"] + box["height"] > 900 or box["height"] > 200:
        faults.append(f"stands at {box}")
    faults += notice.evaluate("""(notice) => {
      // WCAG 2.2, 1.4.3: text against its ground.
      const channels = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((c) => c / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      const light = (colour) => { const [r, g, b] = channels(colour); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
      const ground = light(getComputedStyle(notice).backgroundColor);
      return [notice, ...notice.children].flatMap((part) => {
        const ink = light(getComputedStyle(part).color);
        const ratio = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
        return ratio < 4.5 ? [`contrast of ${part.tagName} is ${ratio.toFixed(1)}`] : [];
      });
    }""")
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=shots / f"edition-{page_path.replace('/', '-')}-{width}-{scheme}.png")
    page.keyboard.press("Tab")
    if not page.evaluate("document.activeElement.closest('.edition') !== null"):
        page.keyboard.press("Tab")
        if not page.evaluate("document.activeElement.closest('.edition') !== null"):
            faults.append("is not among the first that the keyboard reaches")
    count = len(asked)
    pass_time()
    if len(asked) != count:
        faults.append("asks on after it has offered one")
    page.get_by_role("button", name="Not now").click()
    if page.locator(".edition").count():
        faults.append("does not go away")
    if len(loads) > 1:
        faults.append("reloads by itself")
    faults += page.evaluate("complaints")
    context.close()
    return faults


def from_disk(browser: Browser, file: pathlib.Path) -> list[str]:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "edition.json" in request.url else None)
    page.clock.install()
    page.goto(file.as_uri())
    page.clock.run_for(PAUSE)
    page.wait_for_timeout(100)
    page.close()
    return ["asks from disk"] if asked else []


def silent(browser: Browser, address: str, page_path: str) -> list[str]:
    """A page that no newer one takes the place of."""
    page: Page = browser.new_page()
    page.goto(address + page_path)
    found = page.locator("script[data-edition]").count()
    page.close()
    return ["asks for newer editions of a day that is past"] if found else []


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path)
    arguments = parser.parse_args()
    site = arguments.site.resolve()
    catalogue = json.loads((site / "index.json").read_text())
    market = catalogue["markets"][0]
    days = [day["path"] for day in market["days"]]
    address = serve(site)
    faults: list[str] = []
    seen = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        for path in ("index.html", market["page"], days[-1] + "index.html"):
            for width in (390, 1440):
                for scheme in ("light", "dark"):
                    found = faults_of(browser, address, path, width, scheme, arguments.screenshots)
                    faults += [f"{path} at {width} px, {scheme}: {fault}" for fault in found]
                    seen += 1
        faults += from_disk(browser, site / "index.html")
        if len(days) > 1:
            faults += silent(browser, address, days[0] + "index.html")
        browser.close()
    for fault in faults:
        print(fault)
    print(f"{seen} views, {len(faults)} faults")
    return 1 if faults or not seen else 0


if __name__ == "__main__":
    sys.exit(main())

"""Audits every kind of page of a built site against WCAG 2.2 AA, in headless Chromium.

    check_accessibility.py SITE

axe-core looks at each page at phone and desktop width, light and dark, with the explorer running. What axe leaves open is
looked at here: contrast on every ground, focus that shows and is not covered, reflow at 320 px, text spacing, reduced
motion, captions and scopes of tables, alternative texts, and a way to everything by keyboard alone.
"""

import argparse
import importlib.resources
import pathlib
import sys

from playwright.sync_api import Browser, Page, sync_playwright

from browsing import CHROMIUM, pages, serve

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

AXE = """async (tags) => {
  const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id}: ${target.join(" ")}: ${failureSummary.split("\\n")[1]?.trim()}`));
}"""

# Every piece of text against the ground under it: axe gives up where that is a gradient.
CONTRAST = """() => {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const light = (rgb) => rgb.slice(0, 3).map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, k) => sum + part * [0.2126, 0.7152, 0.0722][k], 0);
  const over = (top, under) => top.slice(0, 3).map((part, k) => part * top[3] / 255 + under[k] * (1 - top[3] / 255));
  const ground = (element) => {
    if (!element) return [255, 255, 255];
    const own = rgba(getComputedStyle(element).backgroundColor);
    return own[3] === 255 ? own : over(own, ground(element.parentElement));
  };
  const faults = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (element.closest("script, option")) continue;
    const style = getComputedStyle(element);
    const under = ground(element);
    const [a, b] = [light(over(rgba(style.color), under)), light(under)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
    if (ratio < least) faults.add(`contrast ${ratio.toFixed(2)} of ${element.tagName} ${element.className}: ${node.data.trim().slice(0, 40)}`);
  }
  return [...faults];
}"""

STRUCTURE = """() => {
  const faults = [];
  for (const table of document.querySelectorAll("table")) {
    if (!table.caption?.textContent.trim()) faults.push("table without caption");
    const name = table.caption?.textContent.trim();
    for (const th of table.querySelectorAll("th"))
      if (!["col", "row"].includes(th.scope)) faults.push(`heading without scope in ${name}: ${th.textContent}`);
    const wide = table.closest(".scroll");
    if (wide && (wide.tabIndex !== 0 || !wide.getAttribute("aria-label"))) faults.push(`no keyboard or name to scroll ${name} with`);
  }
  for (const image of document.querySelectorAll("figure img"))
    if (image.alt.trim().length < 40) faults.push(`the alternative text says little: ${image.alt}`);
  for (const name of ["header", "main", "footer"])
    if (document.querySelectorAll(`body > ${name}`).length !== 1) faults.push(`not exactly one ${name}`);
  if (!document.querySelector("a.skip")) faults.push("no way past the navigation");
  return faults;
}"""

REFLOW = """() => {
  const faults = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push(`scrolls sideways: ${root.scrollWidth} px in ${root.clientWidth} px`);
  for (const element of document.querySelectorAll("body *")) {
    const style = getComputedStyle(element);
    const cut = style.overflowX === "hidden" || style.overflowX === "clip";
    if (cut && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1)
      faults.push(`cut: ${element.tagName} ${element.className}`);
    if (style.overflowY === "hidden" && element.clientHeight > 1 && element.scrollHeight > element.clientHeight + 1)
      faults.push(`cut below: ${element.tagName} ${element.className}`);
  }
  return faults;
}"""

SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""

# What has the focus: whether that shows, and whether anything lies over all of it.
FOCUS = """async () => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const isOut = () => {
    const box = element.getBoundingClientRect();
    return box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth;
  };
  // Until it is scrolled to, for half a second at most: a busy machine takes more than a frame.
  for (let frame = 0; frame === 0 || (frame < 30 && isOut()); frame++) await new Promise(requestAnimationFrame);
  element.seen = (element.seen ?? 0) + 1;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const name = `${element.tagName} ${element.className} ${(element.ariaLabel ?? element.textContent).trim().slice(0, 40)}`;
  const faults = [];
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push(`focus does not show: ${name}`);
  if (isOut()) faults.push(`focus out of sight: ${name}`);
  else {
    const inside = (value, low, high) => Math.min(Math.max(value, low + 1), high - 1);
    const points = [0.05, 0.5, 0.95].flatMap((x) => [0.05, 0.5, 0.95].map((y) => [
      inside(box.left + x * box.width, 0, innerWidth), inside(box.top + y * box.height, 0, innerHeight)]));
    const hit = points.some(([x, y]) => {
      const there = document.elementFromPoint(x, y);
      return there && (element.contains(there) || there.contains(element) || element.labels?.[0]?.contains(there));
    });
    if (!hit && element.offsetWidth > 1) faults.push(`focus covered: ${name}`);
  }
  return { again: element.seen > 1, faults };
}"""

FOCUSABLE = """() => [...document.querySelectorAll("a[href], button, input, select, [tabindex='0']")]
  .filter((one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true })).length"""


class Audit:
    def __init__(self, browser: Browser, site: pathlib.Path):
        self.browser, self.site, self.address = browser, site, serve(site)
        self.axe = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text()
        self.faults: dict[str, list[str]] = {}
        self.views = 0

    def open(self, page_file: pathlib.Path, width: int, scheme: str = "light", **options) -> Page:
        # The policy is checked elsewhere; here it would keep axe out.
        context = self.browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True, **options)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(self.address + str(page_file.relative_to(self.site)))
        figure = page.locator("figure.heatmap")
        if page.locator("section.explorer").count() and figure.count():
            figure.scroll_into_view_if_needed()
            page.wait_for_selector("figure.live")
            page.evaluate("scrollTo(0, 0)")
        self.views += 1
        return page

    def whole(self, page_file: pathlib.Path, width: int, scheme: str = "light") -> Page:
        """A page with every chapter laid out, also those that no reader has come near to."""
        page = self.open(page_file, width, scheme)
        page.add_style_tag(content=".chapter { content-visibility: visible !important; }")
        return page

    def add(self, found: list[str], page_file: pathlib.Path, where: str) -> None:
        for fault in found:
            self.faults.setdefault(fault, []).append(f"{page_file.relative_to(self.site)} {where}")

    def look(self, page_file: pathlib.Path) -> None:
        for width in (390, 1440):
            for scheme in ("light", "dark"):
                page = self.whole(page_file, width, scheme)
                page.evaluate(self.axe)
                found = page.evaluate(AXE, TAGS) + page.evaluate(CONTRAST) + page.evaluate(STRUCTURE)
                self.add(found, page_file, f"at {width} px, {scheme}")
                page.context.close()

    def narrow(self, page_file: pathlib.Path) -> None:
        page = self.whole(page_file, 320)
        self.add(page.evaluate(REFLOW), page_file, "at 320 px")
        page.add_style_tag(content=SPACING)
        self.add(page.evaluate(REFLOW), page_file, "at 320 px with text spaced")
        page.context.close()
        page = self.whole(page_file, 1440)
        page.add_style_tag(content=SPACING)
        self.add(page.evaluate(REFLOW), page_file, "at 1440 px with text spaced")
        page.context.close()

    def keyboard(self, page_file: pathlib.Path) -> None:
        for width in (390, 1440):
            page = self.open(page_file, width, reduced_motion="reduce")
            found = []
            if page.evaluate("document.getAnimations().length || getComputedStyle(document.documentElement).scrollBehavior !== 'auto'"):
                found.append("moves although motion is not wanted")
            there = page.evaluate(FOCUSABLE)
            reached = 0
            for _ in range(there + 5):
                page.keyboard.press("Tab")
                focus = page.evaluate(FOCUS)
                if not focus or focus["again"]:
                    break
                found += focus["faults"]
                reached += 1
            if reached < there:
                found.append(f"{reached} of {there} controls are reached by keyboard")
            self.add(found, page_file, f"by keyboard at {width} px")
            page.context.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=pathlib.Path)
    site = parser.parse_args().site.resolve()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        audit = Audit(browser, site)
        for page_file in pages(site):
            # Links of the 404 page are from the server's root, which is not known here.
            if page_file.name == "404.html":
                continue
            audit.look(page_file)
            audit.narrow(page_file)
            audit.keyboard(page_file)
        browser.close()
    for fault, places in audit.faults.items():
        print(f"{fault} ({places[0]}{f' and {len(places) - 1} more' if places[1:] else ''})")
    print(f"accessibility: {audit.views} views, {len(audit.faults)} faults")
    return 1 if audit.faults or not audit.views else 0


if __name__ == "__main__":
    sys.exit(main())

"""Opens each kind of page of a built site in headless Chromium, from disk, at phone and desktop width, light and dark.

    check_site.py SITE [--screenshots DIR]

Fails where a page scrolls sideways, a picture does not load, text is cut by its box, a table is wider than paper, the
console complains, anything is asked for outside the site, or a script stands in the page itself. With --screenshots it also keeps what it saw, to be looked at.
"""

import argparse
import pathlib
import sys

from playwright.sync_api import Page, sync_playwright

from browsing import CHROMIUM, pages

# What a page must not do, asked of the page itself.
FAULTS = """() => {
  const faults = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth + 1)
    faults.push(`scrolls sideways: ${root.scrollWidth} px in ${root.clientWidth} px`);
  for (const image of document.images) {
    if (!image.complete || image.naturalWidth === 0) faults.push(`picture does not load: ${image.currentSrc}`);
    if (!image.hasAttribute("alt")) faults.push(`picture without alt text: ${image.currentSrc}`);
    if (!image.getAttribute("width") || !image.getAttribute("height"))
      faults.push(`picture without size: ${image.currentSrc}`);
  }
  if (document.querySelectorAll("h1").length !== 1) faults.push("not exactly one h1");
  if (document.querySelectorAll("main").length !== 1) faults.push("not exactly one main");
  if (!root.lang) faults.push("no language");
  for (const script of document.scripts) {
    if (script.type === "application/ld+json") {
      try { JSON.parse(script.textContent); } catch { faults.push("JSON-LD that is no JSON"); }
    } else if (!script.src || !script.defer) faults.push("a script in the page");
  }
  let level = 1;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) faults.push(`heading level ${next} after ${level}: ${heading.textContent}`);
    level = next;
  }
  for (const cell of document.querySelectorAll("td, th, dd, dt, h1, h2, h3, figcaption")) {
    if (cell.scrollWidth > cell.clientWidth + 1 && getComputedStyle(cell).overflow === "hidden")
      faults.push(`text is cut: ${cell.textContent.trim().slice(0, 60)}`);
  }
  for (const table of document.querySelectorAll("table"))
    if (!table.caption) faults.push("table without caption");
  return faults;
}"""


def paper(page: Page) -> list[str]:
    """On a sheet of A4 between its margins, light whatever the screen is."""
    page.set_viewport_size({"width": 688, "height": 1000})
    page.emulate_media(media="print")
    return page.evaluate("""() => {
      const faults = [];
      for (const table of document.querySelectorAll("table"))
        if (table.offsetParent && table.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
          faults.push(`wider than paper: ${table.className}, ${table.offsetWidth} px`);
      for (const picture of document.querySelectorAll("figure picture")) {
        const { srcset } = [...picture.children].find(({ media }) => !media || matchMedia(media).matches);
        if (srcset.includes("-dark")) faults.push(`dark on paper: ${srcset}`);
      }
      if (getComputedStyle(document.body).backgroundColor !== "rgb(255, 255, 255)") faults.push("dark paper");
      return faults;
    }""")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path)
    arguments = parser.parse_args()
    site = arguments.site.resolve()
    faults: list[str] = []
    seen = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        for width in (390, 1440):
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": 900}, color_scheme=scheme,
                    device_scale_factor=2 if width == 390 else 1)
                for page_file in pages(site):
                    name = page_file.relative_to(site)
                    where = f"{name} at {width} px, {scheme}"
                    page = context.new_page()
                    page_faults: list[str] = []
                    page.on("console", lambda message, found=page_faults: found.append(f"console: {message.text}")
                            if message.type in ("error", "warning") else None)
                    page.on("pageerror", lambda error, found=page_faults: found.append(str(error)))
                    page.on("request", lambda request, found=page_faults: found.append(f"asks for {request.url}")
                            if not request.url.startswith((site.as_uri(), "data:")) else None)
                    page.goto(page_file.as_uri())
                    # Chapters further down are laid out, and their pictures load, when they come into view.
                    page.evaluate("""async () => {
                      for (const chapter of document.querySelectorAll(".chapter")) chapter.style.contentVisibility = "visible";
                      for (const image of document.images) { image.loading = "eager"; await image.decode().catch(() => {}); }
                    }""")
                    page_faults += page.evaluate(FAULTS)
                    if (width, scheme) == (1440, "dark"):
                        page_faults += paper(page)
                    # The 404 page is served at any depth, so it links from the server's root; from disk those links lead nowhere.
                    if page_file.name == "404.html":
                        page_faults = [fault for fault in page_faults if "file:///" not in fault and "load" not in fault and "paper" not in fault]
                    faults += [f"{where}: {fault}" for fault in page_faults]
                    seen += 1
                    if arguments.screenshots:
                        arguments.screenshots.mkdir(parents=True, exist_ok=True)
                        stem = str(name.with_suffix("")).replace("/", "-")
                        page.screenshot(path=arguments.screenshots / f"{stem}-{width}-{scheme}.png", full_page=True)
                    page.close()
                context.close()
        browser.close()
    for fault in dict.fromkeys(faults):
        print(fault)
    print(f"{seen} views, {len(set(faults))} faults")
    return 1 if faults or not seen else 0


if __name__ == "__main__":
    sys.exit(main())

"""Uses the explorer of a built site in headless Chromium as a reader would, and counts after it.

    check_explorer.py SITE [--screenshots DIR]

The site is served on this machine. What the explorer says is held against `briefing.json` and the layers, decoded here.
"""

import argparse
import collections
import itertools
import json
import math
import pathlib
import sys
import zlib
from datetime import datetime, timedelta, timezone

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from browsing import CHROMIUM, WATCH, serve

LARGEST_SCRIPT = 25_000
LARGEST_DAY = 300_000

class Day:
    """A day of the site, with its layers decoded apart from the script that is tested."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.briefing = json.loads((folder / "briefing.json").read_text())
        self.map = self.briefing["heatmap"]
        self.layers = self.map["layers"]
        # What the script reads: the sums of all venues and, where there are several, each venue's own.
        self.sheets = json.loads((folder / "map.json").read_text())["sheets"]
        for sheet in self.sheets:
            rows = decode((folder / sheet["file"]).read_bytes(), 1)
            columns = self.map["columns"]
            for number, part in enumerate(sheet["parts"]):
                part["cells"] = rows[number * columns:(number + 1) * columns]
        # What the document names.
        self.cells = {layer["file"]: decode((folder / layer["file"]).read_bytes(), 2) for layer in self.layers}
        self.first = datetime.fromisoformat(self.map["first_time"])
        self.step = (datetime.fromisoformat(self.map["last_time"]) - self.first) / self.map["columns"]

    def usd(self, **chosen: set[str]) -> float:
        total = 0.0
        for layer in self.layers:
            if all(layer[kind] in values for kind, values in chosen.items()):
                total += layer["usd"]
        return total

    def read(self, venues: set[str] | None) -> list[dict]:
        """The sheets that some venues are read from, or all together."""
        return self.sheets[:1] if venues is None else [sheet for sheet in self.sheets if sheet.get("venue") in venues]

    def cell(self, row: int, column: int, venues: set[str] | None = None) -> dict[str, float]:
        """Dollars by side, and by side and band, of a cell as the sheets have it; row 0 is the highest."""
        found: dict[str, float] = collections.defaultdict(float)
        for sheet in self.read(venues):
            for part in sheet["parts"]:
                usd = self.dollars(part["cells"][column][row], sheet["ceiling"])
                found[part["side"]] += usd
                found[part["side"] + part["band"]] += usd
        return found

    def documented(self, row: int, column: int, venues: set[str] | None = None) -> dict[str, float]:
        """The same as the document's layers have it."""
        found: dict[str, float] = collections.defaultdict(float)
        for layer in self.layers:
            if venues is None or layer["venue"] in venues:
                usd = self.dollars(self.cells[layer["file"]][row][column], self.map["ceiling_usd"])
                found[layer["side"]] += usd
                found[layer["side"] + layer["band"]] += usd
        return found

    def dollars(self, value: int, ceiling: float) -> float:
        floor = self.map["floor_usd"]
        return floor * (ceiling / floor) ** ((value - 1) / 254) if value else 0

    def weight(self, venues: set[str] | None = None) -> int:
        """Bytes that a choice of venues needs."""
        return sum((self.folder / name).stat().st_size
                   for name in ["map.json"] + [sheet["file"] for sheet in self.read(venues)])

    def heaviest(self, column: int) -> int:
        return max(range(self.map["rows"]), key=lambda row: sum(self.cells[layer["file"]][row][column] for layer in self.layers))

    def place(self, row: int, column: int) -> str:
        """The cell's middle as the address says it."""
        low, high = math.log(self.map["lowest_price"]), math.log(self.map["highest_price"])
        level = high - (row + 0.5) * (high - low) / self.map["rows"]
        return f"{(self.first + column * self.step).strftime('%Y-%m-%dT%H:%M')},{math.exp(level):.7g}"


def decode(png: bytes, kind: int) -> list[bytes]:
    """The rows of an 8-bit grey PNG that is written with filter 1 or 2 throughout, or 0."""
    width, height = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
    data, place = b"", 8
    while place < len(png):
        length = int.from_bytes(png[place:place + 4])
        if png[place + 4:place + 8] == b"IDAT":
            data += png[place + 8:place + 8 + length]
        place += length + 12
    raw = zlib.decompress(data)
    rows: list[bytes] = []
    above = bytes(width)
    for row in range(height):
        start = row * (width + 1)
        line = raw[start + 1:start + 1 + width]
        assert raw[start] in (0, kind), f"filter {raw[start]}"
        if raw[start] == 1:
            line = bytes(value & 255 for value in itertools.accumulate(line))
        elif raw[start] == 2:
            line = bytes((a + b) & 255 for a, b in zip(line, above))
        above = line
        rows.append(line)
    return rows


class Check:
    def __init__(self, playwright: Playwright, browser: Browser, site: pathlib.Path, address: str):
        self.browser, self.site, self.address = browser, site, address
        self.faults: list[str] = []
        self.count = 0
        market = max((path.parent for path in site.glob("*/index.json")),
                     key=lambda market: len(list(market.glob("*/map.json"))))
        self.market = market.name
        self.days = [entry["date"] for entry in json.loads((market / "index.json").read_text())["days"]]
        self.date = self.days[len(self.days) * 3 // 4]
        self.day = Day(market / self.date)

    def expect(self, holds: bool, words: str) -> None:
        self.count += 1
        if not holds:
            self.faults.append(words)

    def same(self, found, expected, words: str) -> None:
        self.expect(found == expected, f"{words}: {found!r}, expected {expected!r}")

    def open(self, hash: str = "", wait: bool = True, width: int = 1440, **options) -> Page:
        """A page of its own with the explorer running."""
        context = self.browser.new_context(viewport={"width": width, "height": 900}, **options)
        page = context.new_page()
        page.add_init_script(WATCH)
        page.set_default_timeout(10_000)
        self.said: list[str] = []
        page.on("console", lambda message: self.said.append(message.text)
                if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.said.append(f"asks for {request.url}")
                if not request.url.startswith(self.address) else None)
        page.goto(f"{self.address}{self.market}/{self.date}/{hash}")
        if wait:
            page.locator("figure.heatmap").scroll_into_view_if_needed()
            page.wait_for_selector("figure.live")
            self.settle(page)
        return page

    def settle(self, page: Page) -> None:
        """Until what was asked for is drawn and stands in the address."""
        self.until(page, "ready.has(index) && !planned")
        page.wait_for_timeout(400)

    def until(self, page: Page, holds: str) -> None:
        # Playwright's own way of waiting needs eval, which the page's policy forbids.
        for _ in range(200):
            if page.evaluate(holds):
                return
            page.wait_for_timeout(50)
        self.expect(False, f"never: {holds}")

    def close(self, page: Page, where: str) -> None:
        self.same(self.said + page.evaluate("complaints"), [], where)
        page.context.close()

    def cell(self, page: Page) -> dict[str, float]:
        return page.evaluate("""() => Object.fromEntries([...document.querySelectorAll("td[data-cell]")]
          .map((td) => [td.dataset.cell, Number(td.title.replaceAll(",", ""))]))""")

    # What is checked

    def weights(self) -> None:
        script = list((self.site / "assets").glob("explorer.*.js"))
        self.same(len(script), 1, "scripts of the explorer")
        self.expect(script[0].stat().st_size < LARGEST_SCRIPT, f"the script has {script[0].stat().st_size} bytes")
        heaviest: dict[str, tuple[int, str]] = {}
        for folder in sorted(self.site.glob("*/*/")):
            if not (folder / "map.json").exists():
                continue
            sheets = json.loads((folder / "map.json").read_text())["sheets"]
            sizes = {sheet.get("venue"): (folder / sheet["file"]).stat().st_size for sheet in sheets[1:] or sheets}
            own = (folder / "map.json").stat().st_size
            choices = {"all venues": own + (folder / sheets[0]["file"]).stat().st_size}
            if len(sizes) > 1:
                choices["one venue"] = own + max(sizes.values())
                choices["all venues but one"] = own + sum(sizes.values()) - min(sizes.values())
            for choice, size in choices.items():
                heaviest[choice] = max(heaviest.get(choice, (0, "")), (size, folder.name))
                self.expect(size < LARGEST_DAY, f"{folder.name}: {choice} take {size} bytes")
        for choice, (size, day) in heaviest.items():
            print(f"a day's map, {choice}: at most {size / 1000:.0f} KB ({day})")

    def filters(self) -> None:
        page = self.open()
        chosen = page.locator("data.chosen")
        total = self.day.usd()
        self.same(float(chosen.get_attribute("value")), total, "all that is chosen")
        self.expect(abs(total - self.day.map["total_usd"]) <= 1e-9 * total, "the layers add up to the document's total")
        values = {kind: list(dict.fromkeys(layer[kind] for layer in self.day.layers)) for kind in ("side", "band", "venue")}
        before = page.evaluate("canvas.toDataURL()")
        for kind, all_values in values.items():
            boxes = page.locator(f"[data-filter={kind}] input")
            if kind == "venue" and len(all_values) == 1:
                self.same(boxes.count(), 0, "a choice of one venue")
                continue
            self.same(boxes.count(), len(all_values), f"choices of {kind}")
            for value in all_values:
                box = page.locator(f"[data-filter={kind}] input[value={value}]")
                box.uncheck()
                self.settle(page)
                self.same(float(chosen.get_attribute("value")), self.day.usd(**{kind: set(all_values) - {value}}),
                          f"without {kind} {value}")
                self.expect(page.evaluate("canvas.toDataURL()") != before, f"without {kind} {value} the map is the same")
                box.check()
        for side in values["side"]:
            for band in values["band"]:
                for kind, one in (("side", side), ("band", band)):
                    for value in values[kind]:
                        page.locator(f"[data-filter={kind}] input[value={value}]").set_checked(value == one)
                self.settle(page)
                self.same(float(chosen.get_attribute("value")), self.day.usd(side={side}, band={band}), f"{side} {band}")
        self.close(page, "while filtering")

    def cells(self) -> None:
        columns = self.day.map["columns"]
        for column in (columns - 1, columns // 2, 3):
            for row in (self.day.heaviest(column), 7):
                page = self.open("#map&at=" + self.day.place(row, column))
                found = self.cell(page)
                expected = self.day.cell(row, column)
                for key, usd in found.items():
                    self.expect(abs(usd - expected[key]) <= 0.51, f"{key} at {row}, {column}: {usd}, expected {expected[key]}")
                self.close(page, "with a cell")
        band = self.day.layers[0]["band"]
        row = self.day.heaviest(columns - 1)
        venues = sorted({layer["venue"] for layer in self.day.layers})
        for column in (columns - 1, columns // 3):
            place = self.day.heaviest(column)
            for chosen, off in ((None, 0.011 + 0.025 * (len(venues) > 1)), (set(venues[1:]), 0.04)):
                shown, parts = self.day.cell(place, column, chosen), self.day.documented(place, column, chosen)
                for key, usd in parts.items():
                    self.expect(abs(shown[key] - usd) <= off * usd, f"{key} of {chosen or 'all venues'}: {shown[key]}, by the layers {usd}")
        if len(venues) > 1:
            page = self.open(f"#map&venue={','.join(venues[1:])}&at=" + self.day.place(row, columns - 1))
            found, expected = self.cell(page), self.day.cell(row, columns - 1, set(venues[1:]))
            for key, usd in found.items():
                self.expect(abs(usd - expected[key]) <= 0.51, f"{key} of some venues: {usd}, expected {expected[key]}")
            page.locator("[data-filter=venue] input").first.check()
            self.settle(page)
            found, expected = self.cell(page), self.day.cell(row, columns - 1)
            self.expect(abs(found["long"] + found["short"] - expected["long"] - expected["short"]) <= 2, "all venues again")
            self.close(page, "with some venues")
        page = self.open(f"#map&band={band}&at=" + self.day.place(row, columns - 1))
        found, expected = self.cell(page), self.day.cell(row, columns - 1)
        for side in ("long", "short"):
            self.expect(abs(found[side] - expected[side + band]) <= 0.51, f"{side} of {band} alone: {found[side]}")
        self.close(page, "with a cell of one band")

    def links(self) -> None:
        close = self.day.briefing["price"]["close"]
        place = self.day.place(self.day.map["rows"] // 2, self.day.map["columns"] - 9)
        wanted = f"#map&side=long&band=medium,high&win=-120,-6,{close * 0.9:.7g},{close * 1.05:.7g}&top=2500000&at={place}"
        page = self.open(wanted)
        self.same(page.locator("[data-filter=side] input:checked").count(), 1, "sides of a link")
        self.same(page.locator("[data-filter=band] input:checked").count(), 2, "bands of a link")
        self.same(page.inner_text(".end"), "$2.50\u202fM+", "the last colour of a link")
        picture = page.evaluate("canvas.toDataURL()")
        page.locator("[data-filter=side] input[value=long]").uncheck()
        page.locator("[data-filter=side] input[value=long]").check()
        self.settle(page)
        written = page.evaluate("location.hash")
        self.same(page.evaluate("history.length"), 2, "entries in the history")
        page.goto("about:blank")
        page.goto(f"{self.address}{self.market}/{self.date}/{written}")
        page.wait_for_selector("figure.live")
        self.settle(page)
        self.same(page.evaluate("canvas.toDataURL()") == picture, True, f"the same picture from {written}")
        self.expect(page.evaluate("Math.abs(figure.getBoundingClientRect().top) < 400"), "the map is not in view")
        earlier = self.days[self.days.index(self.date) - 2]
        page.evaluate(f"location.hash = '#map&day={earlier}'")
        self.until(page, "index === home - 2 && ready.has(index)")
        self.settle(page)
        self.same(page.locator("[data-filter=side] input:checked").count(), 2, "sides after a new address")
        self.expect(earlier in page.locator("a.open").get_attribute("href"), "the link to the replay's day")
        self.close(page, "with links")
        page = self.open("#map&side=nobody&win=5,1,a,b&top=-3&at=yesterday,high&day=1999-01-01&x=%F0")
        self.same(page.evaluate("[index === home, win, ceiling, cross]"), [True, None, 0, None], "a broken link")
        self.close(page, "with a broken link")

    def replay(self) -> None:
        page = self.open()
        page.select_option(".speed", "4")
        first = len(self.days) // 4
        page.evaluate("""(first) => {
          const slider = document.querySelector(".day");
          slider.value = first;
          slider.dispatchEvent(new Event("input"));
        }""", first)
        self.settle(page)
        self.same(page.evaluate("days[index].date"), self.days[first], "the slider's day")
        self.expect(self.days[first] in page.evaluate("location.hash"), "the day is not in the address")
        window = page.evaluate("JSON.stringify(days[index].window)")
        page.click(".play")
        seen: list[tuple[int, int]] = []
        pictures = set()
        for _ in range(60):
            page.wait_for_timeout(50)
            seen.append(tuple(page.evaluate("[index, hours]")))
            pictures.add(page.evaluate("canvas.toDataURL()"))
        page.click(".play")
        self.expect(seen == sorted(seen), "a replay goes forward")
        self.expect(seen[-1][0] - first >= 5, f"days in three seconds: {seen[-1][0] - first}")
        self.expect(len({hours for _, hours in seen}) > 4, "a replay goes hour by hour")
        self.expect(len(pictures) > 15, f"different pictures: {len(pictures)}")
        self.expect(page.evaluate("JSON.stringify(days[index].window)") == window
                    or page.evaluate("new Set(days.map((day) => JSON.stringify(day.window))).size") > 1,
                    "days share a window")
        self.settle(page)
        still = page.evaluate("[index, hours]")
        page.wait_for_timeout(300)
        self.same(page.evaluate("[index, hours]"), still, "a pause")
        page.click("button.back")
        self.settle(page)
        self.same(page.evaluate("[index, hours]"), [still[0] - 1, 24], "a step back")
        other = Day(self.site / self.market / self.days[still[0] - 1])
        self.same(float(page.get_attribute("data.chosen", "value")), other.usd(), "the sum of another day")
        # Through every day, as fast as the slider goes.
        page.evaluate("""async () => {
          const slider = document.querySelector(".day");
          for (let day = 0; day < days.length; day++) {
            slider.value = day;
            slider.dispatchEvent(new Event("input"));
            await asked.get(day);
          }
        }""")
        self.settle(page)
        self.expect(page.evaluate("ready.size") <= 32, f"days held: {page.evaluate('ready.size')}")
        self.same(page.evaluate("[index, document.querySelector('.when strong').textContent]")[0], len(self.days) - 1, "the last day")
        page.click(".play")
        self.until(page, "playing && index < days.length - 1 && hours < 24")
        self.close(page, "while replaying")
        page = self.open(reduced_motion="reduce")
        page.select_option(".speed", "4")
        page.click("button.back")
        self.settle(page)
        page.click(".play")
        parts = set()
        for _ in range(20):
            page.wait_for_timeout(50)
            parts.add(page.evaluate("hours"))
        self.same(parts, {24}, "hours shown where motion is not wanted")
        self.close(page, "while replaying without motion")

    def keys(self) -> None:
        page = self.open()
        canvas = page.locator("canvas")
        canvas.focus()
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Shift+ArrowUp")
        self.settle(page)
        words = page.inner_text("[aria-live=polite]")
        self.expect("UTC" in words and "s $" in words and "σ from the close" in words, f"read out: {words!r}")
        self.expect("&at=" in page.evaluate("location.hash"), "the cross-hair is not in the address")
        whole = page.evaluate("view().to - view().from")
        page.keyboard.press("+")
        self.expect(page.evaluate("view().to - view().from") < whole, "+ does not zoom")
        for _ in range(40):
            page.keyboard.press("Shift+ArrowLeft")
        self.expect(page.evaluate("view().from <= (cross.time + box.day.step / 2 - box.now) / HOUR + 1e-6"), "the window does not follow")
        page.keyboard.press("0")
        self.same(page.evaluate("win"), None, "0")
        page.keyboard.press("Escape")
        self.same(page.evaluate("cross"), None, "Escape")
        page.keyboard.press("Tab")
        self.expect(page.evaluate("document.activeElement.className === 'play'"), "the replay does not follow the map")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift+Tab")
        self.expect(page.evaluate("!figure.contains(document.activeElement)"), "the covered picture takes the focus")
        self.close(page, "with keys")

    def mouse(self) -> None:
        page = self.open()
        canvas = page.locator("canvas")
        canvas.scroll_into_view_if_needed()
        area = canvas.bounding_box()
        x, y = area["x"] + area["width"] * 0.4, area["y"] + area["height"] * 0.4
        page.mouse.move(x, y)
        self.expect(page.evaluate("cross && !cross.pinned"), "no cross-hair under the pointer")
        top = page.evaluate("scrollY")
        page.mouse.wheel(0, 40)
        page.wait_for_timeout(200)
        self.expect(page.evaluate("scrollY") > top and page.evaluate("win") is None, "the wheel does not scroll the page")
        page.mouse.wheel(0, -40)
        page.wait_for_timeout(200)
        page.mouse.click(x, y)
        self.expect(page.evaluate("cross.pinned"), "a click does not hold the cross-hair")
        page.mouse.wheel(0, -300)
        page.wait_for_timeout(200)
        zoomed = page.evaluate("win")
        self.expect(zoomed is not None, "the wheel does not zoom a focused map")
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 60, y + 30, steps=4)
        page.mouse.up()
        moved = page.evaluate("win")
        self.expect(moved["from"] < zoomed["from"] and moved["low"] > zoomed["low"], "dragging does not move the map")
        page.mouse.dblclick(x, y)
        self.same(page.evaluate("win"), None, "a double click")
        self.close(page, "with a mouse")

    def touch(self) -> None:
        page = self.open(width=390, has_touch=True, is_mobile=True, device_scale_factor=2)
        page.evaluate("figure.scrollIntoView()")
        page.wait_for_timeout(300)
        area = page.locator("canvas").bounding_box()
        x, y = area["x"] + 120, area["y"] + 200
        page.touchscreen.tap(x, y)
        self.expect(page.evaluate("cross?.pinned"), "a tap sets no cross-hair")
        hands = page.context.new_cdp_session(page)

        def drag(*paths: list[tuple[float, float]]) -> None:
            for step in range(len(paths[0])):
                points = [{"x": path[step][0], "y": path[step][1], "id": number} for number, path in enumerate(paths)]
                hands.send("Input.dispatchTouchEvent",
                           {"type": "touchMove" if step else "touchStart", "touchPoints": points})
                page.wait_for_timeout(20)
            hands.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
            page.wait_for_timeout(200)

        before = page.evaluate("cross.time")
        drag([(x + 8 * step, y + step) for step in range(10)])
        self.expect(page.evaluate("cross.time") > before, "a finger moves no cross-hair")
        self.same(page.evaluate("win"), None, "one finger")
        top = page.evaluate("scrollY")
        drag([(x, y - 15 * step) for step in range(10)])
        self.expect(page.evaluate("scrollY") > top, "a finger on the map does not scroll the page")
        page.evaluate("figure.scrollIntoView()")
        page.wait_for_timeout(300)
        drag([(x - 20 - 5 * step, y - 5 * step) for step in range(10)], [(x + 20 + 5 * step, y + 5 * step) for step in range(10)])
        self.expect(page.evaluate("win && win.to - win.from < 300 * box.day.step / HOUR"), "two fingers do not zoom")
        self.same(page.evaluate("visualViewport.scale"), 1, "the page's own zoom")
        self.expect(page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways")
        self.close(page, "with fingers")

    def looks(self) -> None:
        page = self.open()
        self.expect(page.evaluate("shifted") < 0.001, f"things move while loading: {page.evaluate('shifted')}")
        area = page.evaluate("""() => [canvas, still].map((one) => {
          const { left, top, width, height } = one.getBoundingClientRect();
          return [left, top, width, height].map(Math.round);
        })""")
        self.same(area[0], area[1], "the canvas's place")
        light = page.evaluate("canvas.toDataURL()")
        page.emulate_media(color_scheme="dark")
        self.settle(page)
        self.expect(page.evaluate("canvas.toDataURL()") != light, "the theme does not change")
        page.set_viewport_size({"width": 700, "height": 900})
        self.settle(page)
        self.expect(page.evaluate("Math.abs(canvas.width - canvas.getBoundingClientRect().width) <= 1"), "the size does not change")
        self.close(page, "with other looks")
        page = self.open(device_scale_factor=2)
        self.expect(page.evaluate("canvas.width > 1.9 * canvas.getBoundingClientRect().width"), "blurred on a dense screen")
        self.close(page, "on a dense screen")

    def without(self) -> None:
        """Where it cannot run, the page is as it was."""
        page = self.open(wait=False, java_script_enabled=False)
        self.expect(not page.locator(".explorer").is_visible(), "controls without scripts")
        self.expect(page.locator("figure.heatmap img").is_visible(), "no chart without scripts")
        page.context.close()
        context = self.browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto((self.site / self.market / self.date / "index.html").as_uri())
        page.locator("figure.heatmap").scroll_into_view_if_needed()
        page.wait_for_timeout(500)
        self.same(said, [], "from disk")
        self.expect(not page.locator(".explorer").is_visible(), "controls from disk")
        self.expect(page.locator("figure.heatmap img").is_visible(), "no chart from disk")
        context.close()
        page = self.open(wait=False)
        page.route("**/map.json", lambda route: route.fulfill(status=404))
        page.reload()
        page.locator("figure.heatmap").scroll_into_view_if_needed()
        self.until(page, "panel.hidden")
        self.same(page.evaluate("[figure.classList.contains('live'), figure.contains(canvas), complaints]"),
                  [False, False, []], "without data")
        page.context.close()

    def screenshots(self, folder: pathlib.Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        place = self.day.place(self.day.heaviest(self.day.map["columns"] * 3 // 4), self.day.map["columns"] * 3 // 4)
        for width in (390, 1440):
            for scheme in ("light", "dark"):
                page = self.open("#map&at=" + place, width=width, color_scheme=scheme, has_touch=width == 390,
                                 device_scale_factor=2 if width == 390 else 1)
                clip = page.evaluate("""() => {
                  const [top, bottom] = [figure.getBoundingClientRect().top, panel.getBoundingClientRect().bottom];
                  return { x: 0, y: top + scrollY - 12, width: innerWidth, height: bottom - top + 24 };
                }""")
                page.screenshot(path=folder / f"explorer-{width}-{scheme}.png", full_page=True, clip=clip)
                self.close(page, f"at {width} px, {scheme}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path)
    arguments = parser.parse_args()
    site = arguments.site.resolve()
    address = serve(site)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        check = Check(playwright, browser, site, address)
        for part in (check.weights, check.filters, check.cells, check.links, check.replay, check.keys, check.mouse,
                     check.touch, check.looks, check.without):
            part()
        if arguments.screenshots:
            check.screenshots(arguments.screenshots)
        browser.close()
    for fault in check.faults:
        print(fault)
    print(f"explorer of {check.market} {check.date}: {check.count} checks, {len(check.faults)} faults")
    return 1 if check.faults or not check.count else 0


if __name__ == "__main__":
    sys.exit(main())

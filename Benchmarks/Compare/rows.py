"""What is compared: a function a theme, each giving rows of the table."""

import functools
import glob
import os
import shutil
from dataclasses import dataclass

import market
from measure import in_turns, median, peak, run

PEERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../Peers")


@dataclass
class Row:
    what: str
    ours: str
    peer: str = ""
    ratio: float | None = None  # our time (bytes, memory) by the peer's
    aim: str = ""
    turns: int = 1
    instructions: float | None = None  # ours by the peer's


def ratio_of_instructions(ours, peers):
    if any(each.instructions is None for each in ours + peers):
        return None
    return median(ours, lambda each: each.instructions) / median(
        peers, lambda each: each.instructions
    )


class Comparison:
    """Where the programs stand, the folder for files, and the limits of `in_turns`."""

    def __init__(self, tools, folder, limits):
        self.tools, self.folder, self.limits = tools, folder, limits
        self.figures = f"{tools['benchmarks']}/figures"

    def archive(self, days):
        """The simulated market's files for at least so many days and some nights after them."""
        days = (90 if days <= 90 else market.THREE_YEARS) + market.NIGHTS
        folder = f"{self.folder}/archive-{days}"
        if not os.path.exists(folder):
            shutil.rmtree(folder + ".part", ignore_errors=True)
            run(self.tools["heatpress"], "simulate", "--data", folder + ".part", "--days", days)
            os.rename(folder + ".part", folder)
        return folder

    def data(self, name, days):
        folder = f"{self.folder}/data-{name}"
        market.put_aside(folder)
        market.grow(self.archive(days), folder, days)
        return folder

    def build(self, name, data, *options, pages=None):
        """A site from nothing."""
        configuration = market.site(f"{self.folder}/{name}", data, pages)
        return run(self.tools["heatpress"], "build", "--config", configuration, *options)

    def pipeline(self, data, days):
        pages = f"{self.folder}/pipeline"
        market.put_aside(pages)
        return run(self.tools["python"], f"{PEERS}/pipeline.py", data, pages, "--days", days)

    def reading(self):
        tool, folder = f"{self.tools['benchmarks']}/reading", f"{self.folder}/reading"
        os.makedirs(folder, exist_ok=True)
        for megabytes, times, what in [
            (128, 9, "reading candles from a .csv, a core"),
            (1_024, 1, "the same of a file of 1 GiB, every row kept"),
        ]:
            run(tool, "write", folder, megabytes)
            gigabytes = os.path.getsize(f"{folder}/klines.csv") / 1e9
            readers = "heatpress", "c", "c-digest"
            ours, theirs, digest = in_turns(
                self.limits, *(lambda name=name: run(tool, name, folder, times) for name in readers)
            )
            seconds, peer, peer_digest = (
                median(runs, lambda each: each.figure("seconds")) for runs in (ours, theirs, digest)
            )
            yield Row(
                what, f"{gigabytes / seconds:.2f} GB/s",
                f"{gigabytes / peer:.2f} GB/s, a loop in C for this file alone",
                seconds / peer, "1 GB/s", len(ours), ratio_of_instructions(ours, theirs),
            )
            yield Row(
                "the same", f"{gigabytes / seconds:.2f} GB/s",
                f"{gigabytes / peer_digest:.2f} GB/s, that loop and the file's SHA-256",
                seconds / peer_digest, "", len(ours), ratio_of_instructions(ours, digest),
            )
        yield Row(
            "memory for that", f"{peak(ours):.0f} MB", f"{peak(theirs):.0f} MB, the loop in C",
            peak(ours) / peak(theirs), "300 MB", len(ours),
        )

    def book(self):
        data = self.data("month", 30)
        ours, theirs = in_turns(
            self.limits, lambda: run(self.figures, "book"), lambda: self.pipeline(data, 1)
        )
        name = "position book, both sides, 12 leverage buckets"
        speed = median(ours, lambda each: each.figure(name))
        peer = median(theirs, lambda each: each.figure("rule_bars_per_second"))
        yield Row(
            name + ", a core", f"{speed:,.0f} bars/s",
            f"{peer:,.0f} bars/s, the simplest rule in Python", peer / speed, "1,000,000 bars/s",
            len(ours),
        )

    def chart(self):
        data, charts = self.data("month", 30), f"{self.folder}/charts"
        ours, zlib, python = in_turns(
            self.limits,
            lambda: run(self.figures, "charts", charts),
            lambda: run(self.tools["deflate"], *sorted(glob.glob(f"{charts}/*.png"))),
            lambda: self.pipeline(data, 1),
        )
        sizes = [os.path.getsize(path) / 1e3 for path in glob.glob(f"{charts}/*.png")]
        size, largest = sum(sizes) / len(sizes), max(sizes)
        name = "1600 x 900 pixels of them, drawn and encoded, light and dark"
        time = median(ours, lambda each: each.figure(name))
        floor = median(zlib, lambda each: each.figure("milliseconds"))
        floor_size = median(zlib, lambda each: each.figure("packed_bytes")) / 1e3
        peer = median(python, lambda each: each.figure("seconds_per_chart")) * 1e3
        peer_size = median(python, lambda each: each.figure("bytes_per_chart")) / 1e3
        turns = len(ours)
        what = "a chart of 1600 x 900 pixels, light and dark, drawn and encoded, a core"
        yield Row(
            what, f"{time:.1f} ms", f"{peer:.0f} ms, matplotlib, one theme", time / peer, "15 ms",
            turns,
        )
        yield Row(
            "the same", f"{time:.1f} ms",
            f"{floor:.1f} ms, zlib at level 6 on the same pixels alone", time / floor, "", turns,
        )
        yield Row(
            "its size, the mean of a day's", f"{size:.0f} KB, the largest {largest:.0f}",
            f"{peer_size:.0f} KB, matplotlib", size / peer_size, "110 KB", turns,
        )
        yield Row(
            "the same", f"{size:.0f} KB", f"{floor_size:.0f} KB, zlib at level 6",
            size / floor_size, "", turns,
        )

    def page(self):
        few, many = 20, 2_020
        hugo = self.tools["hugo"]
        data = self.data("month", 30)
        notes = {count: f"{self.folder}/notes-{count}" for count in (few, many)}
        for count, folder in notes.items():
            market.put_aside(folder)
            run(self.tools["python"], f"{PEERS}/notes.py", count, folder)

        def ours(count):
            return self.build(
                "pages", data, "--from", market.day(29), pages=f"{notes[count]}/pages"
            )

        def theirs(count):
            output = f"{self.folder}/hugo"
            market.put_aside(output)
            return run(hugo, "--quiet", "--source", f"{notes[count]}/hugo", "--destination", output)

        sides = [lambda: ours(few), lambda: ours(many)]
        if hugo:
            sides += [lambda: theirs(few), lambda: theirs(many)]
        runs = in_turns(self.limits, *sides)
        # What 2,000 pages more take: the start, and Heatpress's two days and charts, cancel out.
        seconds = [median(each, lambda one: one.seconds) for each in runs]
        speeds = [
            (many - few) / max(seconds[place + 1] - seconds[place], 1e-3)
            for place in range(0, len(sides), 2)
        ]
        yield Row(
            "pages of 5 KB of Markdown, all cores", f"{speeds[0]:,.0f} pages/s",
            f"{speeds[1]:,.0f} pages/s, Hugo" if hugo else "no Hugo here",
            speeds[1] / speeds[0] if hugo else None, "2,000 pages/s", len(runs[0]),
        )

    def day(self):
        data, days = self.data("month", 30), 30

        def drawn_alone():
            scratch = f"{self.folder}/figures"
            market.put_aside(scratch)
            return run(self.figures, "day", scratch)

        ours, drawn, theirs = in_turns(
            self.limits,
            lambda: self.build("month", data, "--jobs", 1),
            drawn_alone,
            lambda: self.pipeline(data, 3),
        )
        peer = median(theirs, lambda each: each.figure("seconds_per_published_day"))
        peer_chart = peer / 7
        charts = len(glob.glob(f"{self.folder}/month/public/btc/{market.day(days)}/*-dark.png"))
        whole = median(ours, lambda each: each.seconds) / days
        alone = median(
            drawn,
            lambda each: each.figure(
                "a day published, one core: charts, layers, page, tables, link check"
            ),
        ) / 1e3
        turns = len(ours)
        yield Row(
            "a day published, a core, its estimates included",
            f"{whole * 1e3:.0f} ms ({charts} charts, two themes)",
            f"{peer * 1e3:.0f} ms, Python (7 charts, one theme)", whole / peer, "", turns,
        )
        yield Row(
            "the same by the number of charts", f"{whole / charts * 1e3:.1f} ms",
            f"{peer_chart * 1e3:.0f} ms, Python", whole / charts / peer_chart, "", turns,
        )
        yield Row(
            "a day's charts, page and tables alone, by the number of charts",
            f"{alone / charts * 1e3:.1f} ms", f"{peer_chart * 1e3:.0f} ms, Python",
            alone / charts / peer_chart, "1/40", turns,
        )

    @functools.cached_property
    def year_runs(self):
        data = self.data("year", 365)
        return in_turns(
            self.limits, lambda: self.build("year", data), lambda: self.pipeline(data, 3)
        )

    def year(self):
        ours, theirs = self.year_runs
        seconds = median(ours, lambda each: each.seconds)
        # The pipeline reads and steps through the year, and draws three of its days.
        peer = median(
            theirs,
            lambda each: each.seconds + 362 * each.figure("seconds_per_published_day"),
        )
        yield Row(
            "a year of one market from nothing, all cores", f"{seconds:.1f} s",
            f"{peer:.0f} s, Python on a core (362 of the days worked out from 3)", seconds / peer,
            "30 s", len(ours),
        )

    def nights(self, name, days, *peers):
        """Builds a site of so many days, then adds one and builds again, in turns with the peers.

        After each such night a further one, whose files no peer has pushed out of memory.
        """
        data = self.data(name, days)
        first = self.build(name, data)
        nights = iter(range(days + 1, days + 1 + market.NIGHTS))

        following = []

        def night():
            market.grow(self.archive(days), data, next(nights))
            configuration = f"{self.folder}/{name}/heatpress.yml"
            return run(self.tools["heatpress"], "build", "--config", configuration)

        def ours():
            first_night = night()
            following.append(night())
            return first_night

        theirs = [functools.partial(peer, data) for peer in peers]
        ours, *theirs = in_turns(self.limits, ours, *theirs)
        return [first], ours, following, *theirs

    @functools.cached_property
    def long_nights(self):
        return self.nights(
            "three-years", market.THREE_YEARS, lambda data: self.pipeline(data, 1)
        )

    def nightly(self):
        first, ours, following, theirs = self.long_nights
        _, few, few_more = self.nights("quarter", 90)
        seconds = median(ours, lambda each: each.seconds)
        peer = median(theirs, lambda each: each.seconds)
        warm = median(following, lambda each: each.seconds)
        short = median(few + few_more, lambda each: each.seconds)
        yield Row("three years from nothing, all cores", f"{first[0].seconds:.0f} s")
        yield Row(
            "a nightly run, one new day on three years", f"{seconds:.2f} s",
            f"{peer:.1f} s, Python (reads all, draws one day)", seconds / peer, "1 s", len(ours),
        )
        yield Row(
            "the night after it, whose files are still in memory", f"{warm:.2f} s", "", None, "1 s",
            len(following),
        )
        yield Row(
            "the same on 90 days", f"{short:.2f} s", "", None, "as on three years",
            len(few + few_more),
        )

    def memory(self):
        year, year_pipeline = self.year_runs
        first, ours, following, theirs = self.long_nights
        for what, runs, peers, aim in (
            ("peak memory, a year from nothing", [year], [year_pipeline], "300 MB"),
            ("peak memory, three years and nightly runs", [first, ours, following], [theirs], "300 MB"),
        ):
            size, peer = peak(*runs), peak(*peers)
            yield Row(
                what, f"{size:.0f} MB", f"{peer:.0f} MB, Python", size / peer, aim,
                sum(len(each) for each in runs),
            )

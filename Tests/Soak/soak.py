"""Nights of a nightly job, with everything that goes wrong in a night.

    soak.py HEATPRESS [--nights 1000] [--seed 1] [--days 40] [--work FOLDER]

Simulates a market, then runs `heatpress build` night after night: a day of data is added now and then, and most
nights something happens to it. After each night:

- the site is whole: every page that a day's document stands beside is there, every link of the newest pages leads
  somewhere, and it is the old site or the new one;
- no briefing that was published is lost or changed, unless the data of its day or an earlier one were revised;
- a night that nothing happened to ends with 0, one with bad data with 65 and so on;
- nothing is left lying about, and the space taken does not grow but for the days added.

Every hundredth night the site is held against one built from nothing, byte for byte. Needs root or a user namespace for the
nights with a full disk; without, those are left out and it says so. Ends with 1 at the first thing that does not hold.
"""

import argparse
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time

CONFIGURATION = """
title: Soak
base_url: https://example.org/
data: data
output: disk/public
cache: disk/cache
markets:
  - id: btc
    name: Bitcoin
    instruments:
      - { venue: binance, symbol: BTCUSDT, source: binance-archive }
"""


class Fault(Exception):
    pass


def require(holds, words):
    if not holds:
        raise Fault(words)


class Soak:
    def __init__(self, options):
        self.program = os.path.abspath(options.heatpress)
        self.source = random.Random(options.seed)
        self.work = pathlib.Path(options.work).absolute()
        self.options = options
        self.published = {}
        self.revised = None
        self.tally = {}
        self.title = "Soak"

    # What the nights work on

    def prepare(self):
        shutil.rmtree(self.work, ignore_errors=True)
        (self.work / "disk").mkdir(parents=True)
        self.mounted = self.mount()
        self.simulate(self.work / "all", self.options.seed)
        # The same days as they would come out of a revision by the venue.
        self.days = sorted(
            path.name[-14:-4] for path in (self.work / "all").rglob("BTCUSDT-metrics-*.zip")
        )
        shutil.copytree(self.work / "all", self.work / "data")
        for path in list((self.work / "data").rglob("BTCUSDT-*-20*-*-*.zip*")):
            if self.day_of(path) and self.day_of(path) > self.days[9]:
                path.unlink()
        self.last = 9
        (self.work / "heatpress.yml").write_text(CONFIGURATION)

    def simulate(self, folder, seed):
        subprocess.run(
            [self.program, "simulate", "--data", folder, "--days", str(self.options.days)]
            + ["--seed", str(seed), "--quiet"],
            check=True, stdout=subprocess.DEVNULL,
        )

    def mount(self):
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=3g,nr_inodes=400k", "tmpfs", self.work / "disk"],
            stderr=subprocess.DEVNULL,
        )
        return done.returncode == 0

    def close(self):
        if getattr(self, "mounted", False):
            subprocess.run(["umount", "-l", self.work / "disk"])

    @staticmethod
    def day_of(path):
        stem = path.name.replace(".CHECKSUM", "").removesuffix(".zip")
        day = stem[-10:]
        return day if len(day) == 10 and day[4] == day[7] == "-" else None

    def add_day(self):
        if self.last + 1 >= len(self.days):
            return
        self.last += 1
        day = self.days[self.last]
        for path in (self.work / "all").rglob(f"*-{day}.zip*"):
            target = self.work / "data" / path.relative_to(self.work / "all")
            shutil.copy2(path, target)

    # One run

    def command(self, *more):
        return [self.program, "build", "--config", str(self.work / "heatpress.yml"), "--quiet", *more]

    def run(self, *more, environment=None):
        return subprocess.run(
            self.command(*more), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, **(environment or {})}, timeout=300,
        )

    def killed(self, how):
        process = subprocess.Popen(
            self.command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(self.source.expovariate(1 / 0.4))
        process.send_signal(how)
        return process.wait()

    # What may happen in a night

    def quiet(self):
        self.expect(self.run(), 0)

    def kill(self):
        self.killed(signal.SIGKILL)
        self.check(whole=bool(self.published))
        self.quiet()

    def terminate(self):
        code = self.killed(signal.SIGTERM)
        require(code in (0, 75, 143, -signal.SIGTERM), f"ended with {code} after SIGTERM")
        self.check(whole=bool(self.published))
        self.quiet()

    def cut_file(self):
        files = sorted((self.work / "data").rglob("BTCUSDT-*.zip"))
        path = self.source.choice(files)
        whole = path.read_bytes()
        path.write_bytes(whole[: self.source.randrange(len(whole))])
        done = self.run()
        require(done.returncode == 65, f"a cut {path.name}: ended with {done.returncode}")
        require(path.name in done.stderr, f"a cut {path.name} is not named: {done.stderr}")
        path.write_bytes(whole)
        self.check(whole=bool(self.published))
        self.quiet()

    def revise(self):
        """The venue publishes a day anew, with other candles."""
        index = self.source.randrange(max(0, self.last - 5), self.last + 1)
        day = self.days[index]
        if not (self.work / "other").exists():
            self.simulate(self.work / "other", self.options.seed + 1)
        names = [f"*metrics-{day}.zip*"]
        for name in names:
            for path in (self.work / "other").rglob(name):
                relative = path.relative_to(self.work / "other")
                shutil.copy2(path, self.work / "data" / relative)
                shutil.copy2(path, self.work / "all" / relative)
        # The first row of a day's metrics is the open interest at the close before.
        self.revised = self.days[max(0, index - 1)]
        self.quiet()

    def twice(self):
        first = subprocess.Popen(
            self.command("--force"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        time.sleep(0.15)
        second = self.run()
        _, words = first.communicate(timeout=300)
        codes = sorted([first.returncode, second.returncode])
        require(codes in ([0, 0], [0, 75]), f"two at once ended with {codes}: {words} {second.stderr}")
        self.check(whole=True)
        self.quiet()

    def clock(self):
        self.expect(
            self.run(environment={"SOURCE_DATE_EPOCH": str(self.source.randrange(1, 4_000_000_000))}), 0
        )

    def full(self):
        if not self.mounted:
            return self.quiet()
        filler = self.work / "disk" / "filler"
        room = shutil.disk_usage(self.work / "disk").free
        leave = self.source.randrange(0, 3 << 20)
        with open(filler, "wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, room - leave))
        done = self.run("--force")
        require(done.returncode in (0, 73), f"on a full disk ended with {done.returncode}: {done.stderr}")
        filler.unlink()
        self.check(whole=bool(self.published))
        self.quiet()

    def no_names(self):
        """Out of inodes."""
        if not self.mounted:
            return self.quiet()
        folder = self.work / "disk" / "names"
        folder.mkdir()
        free = os.statvfs(self.work / "disk").f_ffree
        for number in range(max(0, free - self.source.randrange(0, 200))):
            os.mknod(folder / str(number))
        done = self.run("--force")
        require(done.returncode in (0, 73), f"without inodes ended with {done.returncode}: {done.stderr}")
        shutil.rmtree(folder)
        self.check(whole=bool(self.published))
        self.quiet()

    def cache_lost(self):
        cache = self.work / "disk" / "cache"
        entries = sorted(path for path in cache.glob("*/*") if path.is_dir())
        if entries:
            for path in self.source.sample(entries, max(1, len(entries) // 10)):
                shutil.rmtree(path)
        self.quiet()

    def cache_damaged(self):
        cache = self.work / "disk" / "cache"
        documents = [p for p in sorted(cache.rglob("*")) if p.is_file() and p.suffix != ".png"]
        if documents:
            path = self.source.choice(documents)
            whole = path.read_bytes()
            # A new file, so that the site's name for the old bytes keeps them.
            path.unlink()
            path.write_bytes(whole[: self.source.randrange(len(whole) + 1)])
        self.expect(self.run(), 0)

    def title_changed(self):
        self.title = f"Soak {self.source.randrange(100)}"
        text = CONFIGURATION.replace("title: Soak", f"title: {self.title}")
        (self.work / "heatpress.yml").write_text(text)
        self.quiet()

    def stale_lock(self):
        for name in (".public.lock", ".public.staging/left/over"):
            path = self.work / "disk" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        self.quiet()

    EVENTS = [
        (quiet, 6), (kill, 6), (terminate, 3), (cut_file, 2), (revise, 1), (twice, 2), (clock, 2),
        (full, 2), (no_names, 1), (cache_lost, 2), (cache_damaged, 2), (title_changed, 1), (stale_lock, 1),
    ]

    # What has to hold

    def expect(self, done, code):
        require(
            done.returncode == code,
            f"ended with {done.returncode} and not {code}: {done.stderr[-2000:]}",
        )

    def check(self, whole):
        """The site as readers find it."""
        site = self.work / "disk" / "public"
        if not site.exists():
            require(not whole, "the site is gone")
            return
        require((site / "index.html").exists(), "there is no front page")
        found = {}
        for document in sorted((site / "btc").glob("20*/briefing.json")):
            day = document.parent.name
            found[day] = hashlib.sha256(document.read_bytes()).hexdigest()
            require((document.parent / "index.html").exists(), f"{day} has no page")
        for day, digest in self.published.items():
            require(day in found, f"{day} was published and is gone")
            if self.revised is None or day < self.revised:
                require(found[day] == digest, f"{day} was published and has changed")
        self.found = found

    def settled(self):
        """After a night that ended well."""
        self.check(whole=True)
        require(len(self.found) == self.last + 1 or len(self.found) == self.last, "a day is missing")
        self.published = self.found
        self.revised = None
        left = [
            path.name for path in (self.work / "disk").iterdir()
            if path.name not in ("public", "cache", ".public.lock", ".public.earlier", ".public.exchange")
        ]
        require(not left, f"left lying about: {left}")

    def against_nothing(self):
        fresh = self.work / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        text = CONFIGURATION.replace("title: Soak", f"title: {self.title}")
        text = text.replace("disk/public", "fresh/public").replace("disk/cache", "fresh/cache")
        (self.work / "fresh.yml").write_text(text)
        subprocess.run(
            [self.program, "build", "--config", self.work / "fresh.yml", "--quiet"],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        ours, theirs = self.tree(self.work / "disk" / "public"), self.tree(fresh / "public")
        differing = sorted(name for name in set(ours) | set(theirs) if ours.get(name) != theirs.get(name))
        require(not differing, f"differs from a site built from nothing: {differing[:5]}")
        space = self.space(self.work / "disk")
        expected = self.space(fresh)
        require(space < 2.0 * expected + (20 << 20), f"{space >> 20} MB are taken, {expected >> 20} by a fresh one")
        shutil.rmtree(fresh)
        return space

    @staticmethod
    def tree(folder):
        return {
            str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*") if path.is_file()
        }

    @staticmethod
    def space(folder):
        seen = {}
        for path in folder.rglob("*"):
            status = path.lstat()
            seen[status.st_ino] = status.st_blocks * 512
        return sum(seen.values())

    def nights(self):
        events = [event for event, weight in self.EVENTS for _ in range(weight)]
        self.expect(self.run(), 0)
        self.settled()
        every = max(1, self.options.nights // max(1, len(self.days) - 10))
        for night in range(1, self.options.nights + 1):
            if night % every == 0:
                self.add_day()
            event = self.source.choice(events)
            try:
                event(self)
                self.settled()
                if night % 100 == 0:
                    space = self.against_nothing()
                    print(f"night {night}: {len(self.published)} days, {space >> 20} MB, as from nothing", flush=True)
            except Fault as fault:
                print(f"night {night}, {event.__name__}: {fault}", file=sys.stderr)
                return 1
            self.tally[event.__name__] = self.tally.get(event.__name__, 0) + 1
        print(json.dumps({"nights": self.options.nights, "seed": self.options.seed, **self.tally}))
        if not self.mounted:
            print("Nights with a full disk were left out: a file system could not be mounted.", file=sys.stderr)
        return 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("heatpress")
    parser.add_argument("--nights", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=int, default=40)
    parser.add_argument("--work", default="/tmp/heatpress-soak")
    soak = Soak(parser.parse_args())
    try:
        soak.prepare()
        return soak.nights()
    finally:
        soak.close()


if __name__ == "__main__":
    sys.exit(main())

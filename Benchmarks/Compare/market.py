"""A simulated market's archive, cut to so many days, and sites that are built from it."""

import csv
import datetime
import hashlib
import io
import json
import os
import re
import zipfile

FIRST = datetime.date(2025, 1, 1)
THREE_YEARS = 1_095
MOST_TURNS = 10
NIGHTS = 2 * MOST_TURNS  # days that come in one by one
CONFIGURATION = """data: Data
output: public
pages: pages
markets:
  - id: btc
    name: Bitcoin
    instruments:
      - { venue: binance, symbol: BTCUSDT, source: binance-archive }
"""


def day(number):
    """The date of a day, counted from one."""
    return FIRST + datetime.timedelta(days=number - 1)


def grow(archive, data, days):
    """Brings a data folder up to so many days of the archive, as a fetch of each night would have."""
    last = day(days)
    for folder, _, names in os.walk(archive):
        target = os.path.join(data, os.path.relpath(folder, archive))
        os.makedirs(target, exist_ok=True)
        for name in names:
            source, copy = os.path.join(folder, name), os.path.join(target, name)
            date = re.search(r"(\d{4})-(\d\d)(?:-(\d\d))?\.zip", name)
            if not date:
                with open(source) as file:
                    marker = json.load(file) | {"days": days, "last_day": last.isoformat()}
                with open(copy, "w") as file:
                    json.dump(marker, file, indent=2, sort_keys=True)
                continue
            first = datetime.date(int(date[1]), int(date[2]), int(date[3] or 1))
            next_month = (first + datetime.timedelta(days=31)).replace(day=1)
            whole = date[3] or next_month <= last + datetime.timedelta(days=1)
            if first > last or name.endswith(".CHECKSUM") and not whole:
                continue
            if not whole:
                cut_month(source, copy, last)
            elif not (os.path.exists(copy) and os.path.samefile(source, copy)):
                if os.path.exists(copy):
                    os.remove(copy)
                os.link(source, copy)


def cut_month(source, copy, last):
    """Writes a month's file without the rows after a day, and its checksum."""
    after = datetime.datetime.combine(last, datetime.time(), datetime.timezone.utc)
    end = (after.timestamp() + 86_400) * 1_000
    with zipfile.ZipFile(source) as archive:
        name = archive.namelist()[0]
        head, *rows = csv.reader(io.TextIOWrapper(archive.open(name)))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        [head] + [row for row in rows if int(row[0]) < end]
    )
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), text.getvalue(), zipfile.ZIP_DEFLATED)
    with open(copy, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    with open(copy + ".CHECKSUM", "w") as file:
        file.write(f"{digest}  {os.path.basename(copy)}\n")


def put_aside(folder):
    """Makes way for a folder. What stood there goes when all is measured: where thousands of files have
    just been removed, ext4 without a journal looks longer for room than a build takes."""
    old = f"{os.path.dirname(folder)}/old"
    if os.path.exists(folder):
        os.makedirs(old, exist_ok=True)
        os.rename(folder, f"{old}/{len(os.listdir(old))}")


def site(folder, data, pages=None):
    """A site's folder in the place of what stood there, so that its build starts from nothing."""
    put_aside(folder)
    os.makedirs(folder)
    os.symlink(data, f"{folder}/Data")
    if pages:
        os.symlink(pages, f"{folder}/pages")
    with open(f"{folder}/heatpress.yml", "w") as file:
        file.write(CONFIGURATION if pages else CONFIGURATION.replace("pages: pages\n", ""))
    return f"{folder}/heatpress.yml"

"""The pipeline a user would write instead: pandas, matplotlib, Jinja2 and Markdown.

It reads the same archive as `heatpress build`, puts the same bars through the simplest rule found in
open source (open interest that rises is entered at the close, split over fixed leverages, liquidated at
1 -/+ 1/L, cleared where the price passes), and publishes each day with seven pictures of the same kind
and size as Heatpress draws: six charts of 1600 x 900 and a card of 1200 x 630, in one theme.

    pipeline.py DATA OUTPUT [--days N] [--symbol BTCUSDT]

Prints bars per second through the rule, seconds a published day, and seconds and bytes of a chart of
1600 x 900.
"""

import argparse
import glob
import os
import time

import jinja2
import markdown
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

LEVERAGES = {5: 0.15, 10: 0.30, 25: 0.25, 50: 0.20, 100: 0.10}
BIN = 1.0005
COLUMNS = 336

PAGE = jinja2.Environment(autoescape=True).from_string(
    """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>
<link rel="stylesheet" href="../style.css"></head><body><main>{{ body|safe }}
<table><caption>Largest pools</caption><tr><th>Price</th><th>USD</th></tr>
{% for price, usd in pools %}<tr><td>{{ "%.1f"|format(price) }}</td><td>{{ "%.1f"|format(usd / 1e6) }} M</td></tr>
{% endfor %}</table></main></body></html>"""
)


def read(data, symbol):
    root = f"{data}/data/futures/um"

    def table(pattern):
        files = sorted(glob.glob(f"{root}/{pattern}"))
        return pd.concat([pd.read_csv(file) for file in files], ignore_index=True)

    bars = table(f"daily/klines/{symbol}/5m/*.zip")
    metrics = table(f"daily/metrics/{symbol}/*.zip")
    funding = table(f"monthly/fundingRate/{symbol}/*.zip")
    metrics["open_time"] = (
        pd.to_datetime(metrics["create_time"]).astype("datetime64[ms]").astype("int64") - 300_000
    )
    bars = bars.merge(metrics, on="open_time", how="left")
    bars["sum_open_interest"] = bars["sum_open_interest"].ffill()
    bars["time"] = pd.to_datetime(bars["open_time"], unit="ms")
    bars["day"] = bars["time"].dt.strftime("%Y-%m-%d")
    return bars, funding


class Rule:
    """Pools by price bin; a rise of open interest adds, a price that passes clears."""

    def __init__(self):
        self.long = {}
        self.short = {}
        self.held = None

    def step(self, low, high, close, held):
        low_bin = int(np.floor(np.log(low) / np.log(BIN)))
        high_bin = int(np.ceil(np.log(high) / np.log(BIN)))
        for key in [key for key in self.long if key >= low_bin]:
            del self.long[key]
        for key in [key for key in self.short if key <= high_bin]:
            del self.short[key]
        if self.held is not None and held > self.held:
            added = (held - self.held) * close
            for leverage, weight in LEVERAGES.items():
                below = int(np.floor(np.log(close * (1 - 1 / leverage)) / np.log(BIN)))
                above = int(np.ceil(np.log(close * (1 + 1 / leverage)) / np.log(BIN)))
                self.long[below] = self.long.get(below, 0) + added * weight
                self.short[above] = self.short.get(above, 0) + added * weight
        self.held = held


wide_charts = []  # seconds and bytes of each of 1600 x 900
begun_drawing = 0.0


def figure(size=(16, 9), rows=1):
    global begun_drawing
    begun_drawing = time.perf_counter()
    return plt.subplots(rows, 1, figsize=size, dpi=100, sharex=True)


def save(fig, path):
    fig.savefig(path, dpi=100)
    plt.close(fig)
    if not path.endswith("card.png"):
        wide_charts.append((time.perf_counter() - begun_drawing, os.path.getsize(path)))


def candles(axes, bars):
    up = bars["close"] >= bars["open"]
    axes.vlines(bars.index, bars["low"], bars["high"], color="k", linewidth=0.6)
    axes.vlines(bars.index[up], bars["open"][up], bars["close"][up], color="#2a7", linewidth=2)
    axes.vlines(bars.index[~up], bars["open"][~up], bars["close"][~up], color="#c33", linewidth=2)


def draw(day, columns, candle_bars, rule, window, funding, folder):
    close = window["close"].iloc[-1]
    low, high = close * 0.8, close * 1.2
    first = int(np.log(low) / np.log(BIN))
    last = int(np.log(high) / np.log(BIN))
    grid = np.zeros((last - first + 1, len(columns)))
    for x, (longs, shorts) in enumerate(columns):
        for pools in (longs, shorts):
            for key, usd in pools.items():
                if first <= key <= last:
                    grid[key - first, x] += usd
    grid = grid[: grid.shape[0] // 8 * 8].reshape(-1, 8, grid.shape[1]).sum(axis=1)

    fig, axes = figure()
    image = axes.imshow(
        np.log1p(grid), origin="lower", aspect="auto", cmap="inferno",
        extent=(0, len(columns), low, high),
    )
    candles(axes, candle_bars.reset_index(drop=True))
    fig.colorbar(image, label="log USD")
    axes.set_title(f"Liquidation heatmap {day}")
    axes.set_ylabel("price")
    save(fig, f"{folder}/heatmap.png")

    fig, axes = figure()
    for pools, colour, name in ((rule.long, "#c33", "long"), (rule.short, "#2a7", "short")):
        keys = sorted(key for key in pools if first <= key <= last)
        prices = [BIN**key for key in keys]
        sizes = [pools[key] / 1e6 for key in keys]
        axes.barh(prices, sizes, height=close * 0.0008, color=colour, label=name)
        axes.plot(np.cumsum(sizes), prices, color=colour)
    axes.axhline(close, color="k")
    axes.legend()
    axes.set_xlabel("USD M")
    axes.set_title(f"Liquidation profile {day}")
    save(fig, f"{folder}/profile.png")

    fig, (top, middle, bottom) = figure(rows=3)
    top.plot(window["time"], window["sum_open_interest"])
    top.set_title("Open interest, price and crowd")
    middle.plot(window["time"], window["close"], color="k")
    bottom.plot(window["time"], window["count_long_short_ratio"])
    save(fig, f"{folder}/open-interest.png")

    fig, axes = figure()
    rates = funding["last_funding_rate"].to_numpy()[-270:]
    axes.bar(range(len(rates)), rates * 1e4)
    axes.axhspan(*np.percentile(rates * 1e4, (10, 90)), alpha=0.2)
    axes.set_title("Funding, basis points")
    save(fig, f"{folder}/funding.png")

    fig, axes = figure()
    rise = window["sum_open_interest"].diff().clip(lower=0) * window["close"]
    sums, edges = np.histogram(window["close"], bins=120, weights=rise.fillna(0))
    axes.barh(edges[:-1], sums / 1e6, height=np.diff(edges) * 0.9)
    axes.axhline(close, color="k")
    axes.set_title("Entries by price, USD M")
    save(fig, f"{folder}/entries.png")

    fig, axes = figure()
    shocks = np.linspace(0, 0.2, 51)
    for pools, sign, colour in ((rule.long, -1, "#c33"), (rule.short, 1, "#2a7")):
        prices = np.array([BIN**key for key in pools])
        sizes = np.array(list(pools.values()))
        crossed = [sizes[np.abs(prices / close - 1) <= shock].sum() / 1e6 for shock in shocks]
        axes.plot(sign * shocks * 100, crossed, color=colour)
    axes.set_title("Crossed by a shock, USD M")
    save(fig, f"{folder}/cascade.png")

    fig, axes = figure((12, 6.3))
    axes.imshow(np.log1p(grid), origin="lower", aspect="auto", cmap="inferno")
    axes.set_title(f"Bitcoin {day}")
    axes.text(10, 10, f"{close:.0f}", color="w", fontsize=40)
    save(fig, f"{folder}/card.png")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("output")
    parser.add_argument("--days", type=int, default=3)
    parser.add_argument("--symbol", default="BTCUSDT")
    options = parser.parse_args()

    bars, funding = read(options.data, options.symbol)
    wanted = set(sorted(bars["day"].unique())[-options.days :])
    rule = Rule()
    columns = []
    stepping = 0.0
    publishing = 0.0
    values = bars[["low", "high", "close", "sum_open_interest"]].to_numpy()
    for day, indices in bars.groupby("day").indices.items():
        begun = time.perf_counter()
        for index in indices:
            rule.step(*values[index])
            if index % 12 == 11:
                columns.append((dict(rule.long), dict(rule.short)))
        columns = columns[-COLUMNS:]
        stepping += time.perf_counter() - begun
        if day not in wanted:
            continue
        begun = time.perf_counter()
        folder = f"{options.output}/{day}"
        os.makedirs(folder, exist_ok=True)
        window = bars.iloc[max(0, indices[-1] - 90 * 288) : indices[-1] + 1]
        hours = window.tail(COLUMNS * 12)
        candle_bars = hours.groupby(np.arange(len(hours)) // 12).agg(
            {"open": "first", "high": "max", "low": "min", "close": "last"}
        )
        draw(day, columns, candle_bars, rule, window, funding, folder)
        pools = sorted(
            [(BIN**key, usd) for key, usd in {**rule.long, **rule.short}.items()],
            key=lambda pool: -pool[1],
        )[:10]
        text = f"# Bitcoin, {day}\n\nClose {window['close'].iloc[-1]:.1f}.\n\n" + "\n\n".join(
            f"## {name}\n\n![{name}]({name}.png)"
            for name in ("heatmap", "profile", "open-interest", "funding", "entries", "cascade")
        )
        body = markdown.markdown(text)
        with open(f"{folder}/index.html", "w") as page:
            page.write(PAGE.render(title=f"Bitcoin {day}", body=body, pools=pools))
        publishing += time.perf_counter() - begun
    print(f"rule_bars_per_second {len(bars) / stepping:.0f}")
    print(f"seconds_per_published_day {publishing / len(wanted):.4f}")
    print(f"seconds_per_chart {np.mean([seconds for seconds, _ in wide_charts]):.4f}")
    print(f"bytes_per_chart {np.mean([size for _, size in wide_charts]):.0f}")


if __name__ == "__main__":
    main()

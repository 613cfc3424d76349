// The explorer of a briefing: its heatmap to be pointed at, filtered, zoomed and replayed.
// See Guides/Explorer.md. Where it does not run, the still chart stays.
"use strict";
const { abs, ceil, exp, floor, log, log10, max, min, round } = Math;
const panel = document.querySelector(".explorer");
const figure = document.querySelector("figure.heatmap");
const still = figure?.querySelector("a");
const canvas = panel?.querySelector("canvas");
const g = canvas?.getContext("2d");
const find = (selector) => panel.querySelector(selector);
const clamp = (value, low, high) => min(max(value, low), max(low, high));
const linked = () => location.hash.startsWith("#map");
const HOUR = 3600e3;
const DAY = 24 * HOUR;
const STEPS = 64;
const SIDES = ["short", "long"];

const off = { side: [], band: [], venue: [] };
let index = 0; // the day shown,
let hours = 24; // and how much of it
let win = null; // { from, to } in hours from now, { low, high } in logarithms of the price
let ceiling = 0; // dollars of the last colour
let cross = null; // { time, level, pinned }
let replayed = false; // prices as days share them
let playing = false;

let days = [];
let home = 0; // the page's own day
let scale = { peak: 1, usual: 1 };
let ink = {};
let box = {};
const asked = new Map(); // promises of days, the least used first
const ready = new Map();

const fixed = (value, digits, signDisplay = "negative") => value
  .toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay }).replace("-", "\u2212");
const signed = (value) => fixed(value, 1, "exceptZero");
const percent = (value) => signed(value * 100) + "\u202f%";
const usd = (value) => "$" + (value && value
  .toLocaleString("en", { notation: "compact", minimumSignificantDigits: 3, maximumSignificantDigits: 3 }).replace("K", "k").replace(/[a-z]/i, "\u202f$&"));
const price = (value) => fixed(value, value >= 1e4 ? 0 : value >= 1e3 ? 1 : value >= 10 ? 2 : 3 - floor(log10(value)));
const utc = (time, from, to) => new Date(time).toUTCString().slice(from, to);
const clock = (time) => utc(time, 17, 22);
const dayName = (time, to = 11) => utc(time, 5, to).replace(/^0/, "");
const moment = (time) => [dayName(time - 1, 16), `${time % DAY ? clock(time) : "24:00"} UTC`];

const get = async (path) => {
  const answer = await fetch(path);
  return answer.ok ? answer : Promise.reject(answer.status);
};

// A sheet's cells into its parts. Not by a canvas: some browsers put noise into its pixels.
const decode = async (answer, parts, columns, rows) => {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const head = new DataView(bytes.buffer);
  const data = [];
  for (let at = 8; at < bytes.length; at += head.getUint32(at) + 12)
    if (head.getUint32(at + 4) === 0x49444154) data.push(bytes.subarray(at + 8, at + 8 + head.getUint32(at)));
  const stream = new Blob(data).stream().pipeThrough(new DecompressionStream("deflate"));
  const raw = new Uint8Array(await new Response(stream).arrayBuffer());
  const size = columns * rows;
  if (raw.length !== parts.length * (size + columns)) throw answer.url;
  let from = 0;
  for (const part of parts) {
    const cells = (part.cells = new Uint8Array(size));
    for (let column = 0; column < columns; column++) {
      if (raw[from++] !== 1) throw answer.url; // the filter: each byte adds to the one before
      for (let at = column, sum = 0; at < size; at += columns) cells[at] = sum += raw[from++];
    }
  }
};

const fetchDay = async (i) => {
  const place = `../${days[i].folder}`;
  const day = await (await get(place + "map.json")).json();
  const { columns, rows, floor } = day;
  // Where venues are left out, the others' own sheets.
  const apart = `${off.venue}`;
  const sheets = apart ? day.sheets.filter(({ venue }) => venue && !off.venue.includes(venue)) : [day.sheets[0]];
  day.parts = sheets.flatMap(({ venue, parts }) => parts.map((part) => Object.assign(part, { venue })));
  await Promise.all(sheets.map(async ({ file, parts }) => decode(await get(place + file), parts, columns, rows)));
  day.dollars = [...Array(256).keys()].map((v) => v && floor * (sheets[0]?.ceiling / floor) ** ((v - 1) / 254));
  if (apart === `${off.venue}`) ready.set(i, day);
  redraw();
};

const load = (i) => {
  if (!days[i]) return;
  const promise = asked.get(i) ?? fetchDay(i);
  promise.catch(() => asked.delete(i));
  asked.delete(i);
  asked.set(i, promise);
  const most = max(4, 128 / (ready.get(index)?.parts.length ?? 32));
  for (const old of asked.keys())
    if (asked.size > most && ready.has(old) && abs(old - index) > 1) asked.delete(old) && ready.delete(old);
};

const isChosen = (layer) => Object.keys(off).every((kind) => !off[kind].includes(layer[kind]));
const compose = (day) => {
  const key = JSON.stringify(off);
  if (day.key === key) return;
  Object.assign(day, { key, ink: null });
  for (const side of SIDES) {
    const sums = (day[side] = new Float32Array(day.columns * day.rows));
    for (const { cells } of day.parts.filter((layer) => layer.side === side && isChosen(layer)))
      for (let i = 0; i < sums.length; i++) sums[i] += day.dollars[cells[i]];
  }
};

// The last colour is for what one cell in 200 exceeds; days of a replay share it.
const measure = () => {
  const day = ready.get(index);
  if (!day) return;
  compose(day);
  const values = day.long.map((_, i) => max(day.long[7 * i], day.short[7 * i])).filter(Boolean).sort();
  const peak = values.at(-1) ?? 1;
  scale = { peak, usual: max(values[floor(values.length * 0.995)] ?? 1, peak / 20) };
  changed();
};
const end = () => ceiling || scale.usual;

const readTheme = () => {
  const style = getComputedStyle(document.body);
  const value = (name) => style.getPropertyValue(`--${name}`);
  ink = { font: style.fontFamily, ramp: {} };
  for (const name of ["ground", "panel", "ink", "muted", "long", "short"]) ink[name] = value(name);
  for (const side of SIDES) {
    const stops = value(`heat-${side}`).match(/[\da-f]{6}/gi).map((hex) => hex.match(/../g).map((part) => parseInt(part, 16)));
    ink.ramp[side] = Array.from({ length: STEPS }, (_, step) => {
      const at = step / (STEPS - 1) * (stops.length - 1);
      const to = stops[ceil(at)];
      const [r, g, b] = stops[floor(at)].map((part, k) => part + (to[k] - part) * (at % 1));
      return 255 << 24 | b << 16 | g << 8 | r;
    });
  }
};

const paint = (day) => {
  compose(day);
  if (day.ink === ink && day.end === end()) return;
  Object.assign(day, { ink, end: end() });
  const image = new ImageData(day.columns, day.rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < day.long.length; i++) {
    const side = day.long[i] >= day.short[i] ? "long" : "short";
    const level = min(floor(day[side][i] / day.end * STEPS - 0.5), STEPS - 1);
    if (level >= 0) pixels[i] = ink.ramp[side][level];
  }
  day.picture ??= new OffscreenCanvas(day.columns, day.rows);
  day.picture.getContext("2d").putImageData(image, 0, 0);
};

const view = () => {
  const { view, columns, step, top, bottom } = ready.get(index) ?? box.day;
  const { low, high } = replayed ? days[index].window : view;
  return win ?? { from: -columns * step / HOUR, to: 0, low: max(log(low), bottom), high: min(log(high), top) };
};
// Returns whether it is as large as asked for.
const setWindow = (from, to, low, high) => {
  const { columns, step, row, top, bottom } = box.day;
  const hour = step / HOUR;
  const width = clamp(to - from, hour * 12, hour * columns);
  const height = clamp(high - low, 12 * row, top - bottom);
  win = { to: clamp(to, width - hour * columns, 0), low: clamp(low, bottom, top - height) };
  win.from = win.to - width;
  win.high = win.low + height;
  changed();
  return width > to - from - 1e-9 || height > high - low - 1e-9;
};
// About a place, in shares of the plot from left and top.
const zoom = (factor, [x, y] = [0.5, 0.5]) => {
  const { from, to, low, high } = view();
  const wider = (factor - 1) * (to - from);
  const taller = (factor - 1) * (high - low);
  return setWindow(from - x * wider, to + (1 - x) * wider, low - (1 - y) * taller, high + y * taller);
};
const pan = (hour, level) => {
  const { from, to, low, high } = view();
  setWindow(from + hour, to + hour, low + level, high + level);
};
const reset = () => {
  replayed = index !== home;
  changed(win = null);
};

const columnOf = (map, time) => floor((time - map.first) / map.step + 1e-6);
// The map that has a time's column: the day's, or that of the day before.
const mapOf = (time) => [box.day, box.earlier].find((map) => map && time < box.now && map.candles[columnOf(map, time)]);
const candle = (time, map = mapOf(time)) => map?.candles[columnOf(map, time)];
const known = () => (hours === 24 ? box.day : box.earlier ?? box.day);
const look = () => {
  const map = mapOf(cross.time);
  const row = map && floor((map.top - cross.level) / map.row);
  const distance = exp(cross.level) / known().close - 1;
  const cell = {};
  for (const layer of map?.parts.filter(isChosen) ?? []) {
    const value = map.dollars[layer.cells[row * map.columns + columnOf(map, cross.time)]] ?? 0;
    for (const key of [layer.side, layer.side + layer.band]) cell[key] = (cell[key] ?? 0) + value;
  }
  const sums = SIDES.filter((side) => cell[side]).map((side) => `${side}s ${usd(cell[side])}, `).join("");
  return { ...cell, words: `${sums}${percent(distance)}, ${signed(distance / known().sigma_24h)}\u202fσ` };
};

const text = (words, x, y, textAlign = "left", fillStyle = ink.muted, strong = false) => {
  const font = `${strong ? "600 " : ""}${box.size}px ${ink.font}`;
  Object.assign(g, { font, textAlign, fillStyle, textBaseline: "middle" });
  g.fillText(words, x, y);
  return g.measureText(words).width;
};
const fill = (color, x, y, width, height) => {
  g.fillStyle = color;
  g.fillRect(x, y, width, height);
};
const rule = (x, y, toX, toY, dash = [], color = ink.muted) => {
  g.setLineDash(dash);
  g.strokeStyle = color;
  g.beginPath();
  g.moveTo(round(x) + 0.5, round(y) + 0.5);
  g.lineTo(round(toX) + 0.5, round(toY) + 0.5);
  g.stroke();
};
const tag = (words, x, y, centred) => {
  const width = text(words, -1e4, 0, "left", ink.ink, true) + 12;
  const left = centred ? x - width / 2 : x;
  fill(ink.ink, left, y - 10, width, 20);
  text(words, left + 6, y + 1, "left", ink.ground, true);
};

let planned = 0;
const redraw = () => (planned ||= requestAnimationFrame(draw));
const draw = () => {
  planned = 0;
  label();
  const day = ready.get(index);
  if (!day) return;
  const { width, height } = canvas.getBoundingClientRect();
  const dots = min(devicePixelRatio, 3);
  canvas.width = round(width * dots);
  canvas.height = round(height * dots);
  g.scale(dots, dots);
  const narrow = width < 620;
  const [left, top, bottom] = [narrow ? 16 : 24, 48, height - 30];
  const axis = width - (narrow ? 54 : 80);
  const right = axis - (narrow ? 64 : 132);
  const { from, to, low, high } = view();
  const [hour, level] = [(right - left) / (to - from), (bottom - top) / (high - low)];
  const now = day.last - (24 - hours) * HOUR;
  const x = (time) => left + ((time - now) / HOUR - from) * hour;
  const y = (value) => bottom - (log(value) - low) * level;
  box = { left, top, right, bottom, axis, hour, level, now, day, earlier: hours < 24 && ready.get(index - 1), size: narrow ? 11 : 12 };
  const [start, stop] = [now + from * HOUR, now + to * HOUR];
  const inside = (py) => py > top + 5 && py < bottom - 5;
  fill(ink.ground, 0, 0, width, height);

  g.save();
  g.beginPath();
  g.rect(left, top, right - left, bottom - top);
  g.clip();
  for (const map of [box.earlier, day]) {
    if (!map) continue;
    paint(map);
    const a = clamp(columnOf(map, start), 0, map.columns);
    const b = clamp(ceil((min(stop, now) - map.first) / map.step - 1e-6), a, map.columns);
    const px = x(map.first + a * map.step);
    g.imageSmoothingEnabled = map.row * level * dots < 1;
    if (b > a) g.drawImage(map.picture, a, 0, b - a, map.rows, px, y(exp(map.top)), x(map.first + b * map.step) - px, map.row * map.rows * level);
  }

  // Candles, joined until told apart; hollow on a rise
  const column = day.step / HOUR * hour;
  const joined = max(1, ceil(5 / column));
  const body = clamp(joined * column * 0.66, 1, 11) | 1;
  const each = joined * day.step;
  for (let time = floor(start / each) * each; time < min(now, stop); time += each) {
    const all = Array.from({ length: joined }, (_, k) => candle(time + k * day.step)).filter(Boolean);
    if (!all.length) continue;
    const [o, h, l, c] = [all[0][0], max(...all.map(([, high]) => high)), min(...all.map(([, , low]) => low)), all.at(-1)[3]].map(y);
    const middle = round(x(time + each / 2) - 0.5);
    const edge = middle - (body >> 1);
    fill(ink.ink, middle, h, 1, max(l - h, 1));
    fill(ink.ink, edge, min(o, c), body, max(abs(o - c), 1));
    if (c < o && body > 2) fill(ink.ground, edge + 1, c + 1, body - 2, max(o - c - 2, 0));
  }
  g.restore();

  const close = candle(now - day.step)?.[3] ?? day.close;
  const closeY = y(close);
  rule(left, bottom, axis, bottom);
  for (const edge of [right, axis]) rule(edge, top, edge, bottom);
  const least = (exp(high) - exp(low)) / (bottom - top) * 42;
  const unit = 10 ** floor(log10(least));
  const step = unit * [1, 2, 5, 10].find((factor) => factor * unit >= least);
  for (let value = ceil(exp(low) / step) * step; value < exp(high); value += step) {
    if (!inside(y(value))) continue;
    rule(axis, y(value), axis + 4, y(value));
    if (abs(y(value) - closeY) > 18) text(fixed(value, clamp(ceil(-log10(step)), 0, 9)), axis + 7, y(value));
  }
  if (inside(closeY)) {
    rule(left, closeY, axis, closeY, [2, 4]);
    tag(price(close), axis + 1, closeY);
  }
  const pace = [1, 2, 3, 6, 12, 24, 48, 72, 168, 336, 672, 1344, 2688].find((n) => n * hour > (narrow ? 54 : 72)) * HOUR;
  for (let time = ceil(start / pace) * pace; time <= stop; time += pace) {
    rule(x(time), bottom, x(time), bottom + 4);
    if (x(time) > left + 14) text(time % DAY ? clock(time) : dayName(time), x(time), bottom + 14, "center");
  }

  // Zones as published, but for what was swept
  for (const [side, way] of [["short", -1], ["long", 1]]) {
    let free = clamp(closeY, top - 8, bottom + 8) + way * 14;
    for (const zone of known().zones.filter((one) => one.side === side && way * (close - one.low) > 0).slice(0, narrow ? 3 : 5).sort((a, b) => way * (b.low - a.low))) {
      const upper = clamp(y(zone.high), top, bottom - 2);
      const lower = clamp(y(zone.low), upper + 2, bottom);
      const middle = (way > 0 ? max : min)((upper + lower) / 2, free);
      fill(ink[side], right + 2, upper, 4, lower - upper);
      if (!inside(middle)) continue;
      free = middle + way * (narrow ? 30 : 18);
      rule(right + 6, (upper + lower) / 2, right + 11, middle, [], ink[side]);
      text(usd(zone.usd), right + 14, middle - (narrow && 6), "left", ink[side], true);
      text(percent(zone.distance), axis - 5, middle + (narrow && 7), "right");
    }
  }

  const cell = cross && look();
  const wide = text(panel.dataset.name, left, top - 32, "left", ink.ink, true);
  text(moment(now).join(", "), left + wide + 10, top - 32);
  text(`USD per ${fixed(day.row * 100, 2)}\u202f% of price. Shorts above, longs below.`, left, top - 14);
  const [px, py] = cross ? [x(cross.time + day.step / 2), y(exp(cross.level))] : [];
  if (px > left && px < right && inside(py)) {
    rule(px, top, px, bottom, [3, 3], ink.ink);
    rule(left, py, axis, py, [3, 3], ink.ink);
    tag(price(exp(cross.level)), axis + 1, py);
    tag(`${dayName(cross.time)} ${clock(cross.time)}`, clamp(px, left + 50, right - 50), bottom + 13, true);
    tag(cell.words, clamp(px, left + 105, right - 105), py < top + 30 ? py + 20 : py - 20, true);
  }
  tell(cell);
  figure.classList.add("live");
};

const set = (selector, words) => (find(selector).textContent = words);
const tell = (cell) => {
  const words = cell && `${moment(cross.time).join(", ")}, ${price(exp(cross.level))}: ${cell.words} from the close`;
  set(".where", words ?? find(".where").dataset.none);
  for (const place of panel.querySelectorAll("td")) {
    const value = cell?.[place.dataset.cell] ?? 0;
    place.textContent = cell ? usd(value) : "\u2013";
    place.title = cell ? fixed(value, 0) : "";
  }
  const value = known().layers.filter(isChosen).reduce((sum, layer) => sum + layer.usd, 0);
  Object.assign(find(".chosen"), { value, textContent: usd(value) });
  set(".end", usd(end()) + "+");
  Object.assign(find(".top"), { value: 100 * (end() / scale.peak) ** 0.5, ariaValueText: usd(end()) });
};
const label = () => {
  const { date, folder } = days[index];
  const [name, time] = moment(Date.parse(date) + hours * HOUR);
  set(".when strong", name);
  set(".when span", ready.has(index) ? time : "loading");
  Object.assign(find(".day"), { value: index, ariaValueText: name });
  find(".open").href = `../${folder}index.html`;
  find(".play").ariaPressed = playing;
  panel.classList.toggle("away", index !== home);
};

const boxes = (kind) => [...panel.querySelectorAll(`[data-filter=${kind}] input`)];
const pick = () => {
  const apart = `${off.venue}`;
  for (const kind in off) off[kind] = boxes(kind).filter((one) => !one.checked).map((one) => one.value);
  if (apart === `${off.venue}`) return;
  asked.clear();
  ready.clear();
};
let writing = 0;
const changed = () => {
  redraw();
  clearTimeout(writing);
  writing = setTimeout(() => {
    if (playing) return;
    const parts = ["#map"];
    for (const kind in off) if (off[kind][0]) parts.push(`${kind}=${boxes(kind).filter((one) => one.checked).map((one) => one.value)}`);
    const short = (value) => +value.toPrecision(7);
    if (win) parts.push(`win=${[win.from, win.to, exp(win.low), exp(win.high)].map(short)}`);
    if (ceiling) parts.push(`top=${round(ceiling)}`);
    if (cross?.pinned) parts.push(`at=${new Date(cross.time).toISOString().slice(0, 16)},${short(exp(cross.level))}`);
    if (index !== home) parts.push(`day=${days[index].date}`);
    if (parts[1] || linked()) history.replaceState(null, "", parts.join("&"));
  }, 300);
};
const restore = async () => {
  const given = new URLSearchParams(location.hash.replace(/^#map&?|^.*/, ""));
  const list = (name) => (given.get(name) ?? "").split(",");
  for (const kind in off) for (const one of boxes(kind)) one.checked = !given.has(kind) || list(kind).includes(one.value);
  const [from, to, a, b] = list("win").map(Number);
  win = from < to && a > 0 && a < b ? { from, to, low: log(a), high: log(b) } : null;
  ceiling = max(given.get("top"), 0) || 0;
  const [time, level] = [Date.parse(list("at")[0] + "Z"), log(list("at")[1])];
  cross = time && level ? { time, level, pinned: true } : null;
  const day = days.findIndex(({ date }) => date === given.get("day"));
  pick();
  await go(day < 0 ? home : day);
  measure();
};

let ticked = 0;
const go = (i, passed = 24) => {
  index = clamp(i, 0, days.length - 1);
  hours = passed;
  replayed ||= index !== home;
  for (const near of playing ? [-1, 1, 2, 0] : replayed ? [-1, 1, 0] : [0]) load(index + near);
  changed();
  return asked.get(index).catch(() => set(".when span", "missing"));
};
const play = (on) => {
  playing = on;
  if (on) index < days.length - 1 ? go(index, hours) : go(max(0, index - 30));
  ticked = performance.now();
  requestAnimationFrame(tick);
  changed();
};
// By days where motion is not wanted.
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const tick = (time) => {
  if (!playing) return;
  const step = calm.matches ? 24 : box.day.step / HOUR;
  const pause = step / 24 * 1000 / find(".speed").value;
  if (time - ticked >= pause) {
    ticked = max(ticked + pause, time - 100);
    if (hours + step <= 24) hours += step;
    else if (index === days.length - 1) play(false);
    else if (ready.has(index + 1)) go(index + 1, step);
    redraw();
  }
  requestAnimationFrame(tick);
};

const point = ({ offsetX, offsetY }) => [offsetX, offsetY];
const shares = ([x, y]) => [(x - box.left) / (box.right - box.left), (y - box.top) / (box.bottom - box.top)];
const snap = (time, level, pinned) => {
  const { first, step, bottom, row } = box.day;
  cross = { time: first + floor((time - first) / step) * step, level: bottom + (floor((level - bottom) / row) + 0.5) * row, pinned };
  find(".where").ariaLive = "off";
  changed();
};
const aim = ([x, y], pinned) => {
  const { from, low } = view();
  snap(box.now + (from + (clamp(x, box.left, box.right - 1) - box.left) / box.hour) * HOUR, low + (box.bottom - clamp(y, box.top, box.bottom)) / box.level, pinned);
};
const reach = ([a, b], [c, d]) => Math.hypot(a - c, b - d);
const fingers = new Map();
let moved = false;
const acts = {
  pointerdown: (event) => {
    fingers.set(event.pointerId, point(event));
    moved = false;
    canvas.setPointerCapture(event.pointerId);
  },
  pointermove: (event) => {
    const [x, y] = point(event);
    const old = fingers.get(event.pointerId);
    if (!old) return cross?.pinned || aim([x, y]);
    if (!moved && reach([x, y], old) < 4) return;
    moved = true;
    fingers.set(event.pointerId, [x, y]);
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (event.pointerType === "touch" && !other) return aim([x, y], true);
    if (other) zoom(reach(old, other) / reach([x, y], other), shares(other.map((part, k) => (part + [x, y][k]) / 2)));
    pan((old[0] - x) / box.hour / (other ? 2 : 1), (y - old[1]) / box.level / (other ? 2 : 1));
  },
  pointerup: (event) => {
    if (!moved && fingers.size === 1) aim(point(event), event.pointerType !== "mouse" || !cross?.pinned);
    fingers.delete(event.pointerId);
  },
  pointercancel: (event) => fingers.delete(event.pointerId),
  pointerleave: () => cross?.pinned || changed(cross = null),
  wheel: (event) => {
    if (document.activeElement !== canvas && !event.ctrlKey && !event.metaKey) return;
    if (zoom(exp(clamp(event.deltaY, -200, 200) * 0.002), shares(point(event)))) event.preventDefault();
  },
  touchstart: (event) => event.touches.length > 1 && event.preventDefault(),
  dblclick: reset,
  keydown: (event) => {
    const far = event.shiftKey ? 10 : 1;
    const act = {
      ArrowLeft: () => walk(-far, 0), ArrowRight: () => walk(far, 0), ArrowUp: () => walk(0, far), ArrowDown: () => walk(0, -far),
      "+": () => zoom(0.8), "-": () => zoom(1.25), 0: reset, Escape: () => changed(cross = null),
    }[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  },
};
const walk = (columns, rows) => {
  const { now, day } = box;
  const { time, level } = cross ?? { time: now - day.step, level: log(known().close) };
  snap(clamp(time + columns * day.step, day.first, now - day.step) + 1, clamp(level + rows * day.row, day.bottom, day.top - day.row), true);
  find(".where").ariaLive = "polite";
  const { from, to, low, high } = view();
  const hour = (cross.time + day.step / 2 - now) / HOUR;
  const beyond = (value, a, b) => min(value - a, 0) + max(value - b, 0);
  const [h, l] = [beyond(hour, from, to), beyond(cross.level, low, high)];
  if (h || l) pan(h, l);
};

const begin = async () => {
  days = (await (await get("../index.json")).json()).days;
  home = days.findIndex(({ date }) => date === panel.dataset.date);
  find(".day").max = days.length - 1;
  readTheme();
  await restore();
  if (!ready.has(index)) return fail();
  still.after(canvas);
  still.tabIndex = -1;
  if (linked()) figure.scrollIntoView();

  const on = (target, type, act) => target.addEventListener(type, act, { passive: false });
  for (const type in acts) on(canvas, type, acts[type]);
  for (const kind in off) for (const one of boxes(kind)) on(one, "change", () => go(index, hours, pick()).then(measure));
  const turn = (i) => go(i, play(false));
  const press = {
    play: () => play(!playing), back: () => turn(index - 1), on: () => turn(index + 1), in: () => zoom(0.7), out: () => zoom(1.4), reset,
    auto: () => measure(ceiling = 0),
  };
  for (const name in press) on(find(`button.${name}`), "click", press[name]);
  on(find(".day"), "input", ({ target }) => turn(+target.value));
  on(find(".top"), "input", ({ target }) => changed(ceiling = scale.peak * (target.value / 100) ** 2));
  on(window, "hashchange", () => linked() && restore());
  on(matchMedia("(prefers-color-scheme: dark)"), "change", () => redraw(readTheme()));
  new ResizeObserver(redraw).observe(canvas);
};

// Fetched when it comes near the screen. From disk, scripts may read no files.
const fail = () => (panel.hidden = true);
if (!still || !canvas || location.protocol === "file:" || !window.DecompressionStream) panel && fail();
else new IntersectionObserver((seen, watch) => {
  if (!seen.some((one) => one.isIntersecting) && !linked()) return;
  watch.disconnect();
  begin().catch(fail);
}, { rootMargin: "400px" }).observe(figure);

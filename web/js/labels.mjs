// Which names fit into the picture, and where? Estimated sizes, so that any font gives one answer.

/** @typedef {{left: number, right: number, top: number, bottom: number}} Box */

export const SIZE = 16; // pixels of the letters, as in picture.css
const WIDE = 0.59; // of the size: a letter of a wide face, on average
const HIGH = 1.2; // of the size: a line
const LONG = 18; // letters of a line before it is broken
const APART = 14; // pixels from the middle of a mark to its name

/**
 * @param {string} text
 * @returns {string[]}  one line, or two broken at the space nearest to the middle
 */
export function lines(text) {
  const spaces = [...text.matchAll(/ /gu)].map((found) => found.index);
  if (text.length <= LONG || spaces.length === 0) return [text];
  const middle = text.length / 2;
  const at = spaces.reduce((a, b) => (Math.abs(b - middle) < Math.abs(a - middle) ? b : a));
  return [text.slice(0, at), text.slice(at + 1)];
}

/**
 * Names in the order given: each takes the free side on which it covers fewest lines. Whoever
 * finds no free side has no place in the result.
 *
 * @param {{id: string, label: string, x: number, y: number}[]} people  most important first
 * @param {Box} bounds  where names may stand
 * @param {Box[]} taken  what they may not cover
 * @param {{x: number, y: number}[]} crossed  points on lines, better not covered
 * @returns {Map<string, {lines: string[], x: number, y: number, anchor: string, box: Box}>}
 */
export function placeLabels(people, bounds, taken, crossed) {
  const full = [...taken, ...people.map(mark)];
  const placed = new Map();
  for (const one of people) {
    const free = sides(one).filter(
      ({box}) => inside(box, bounds) && !full.some((other) => overlap(box, other)),
    );
    if (free.length === 0) continue;
    const covers = free.map(({box}) => crossed.filter((point) => covered(point, box)).length);
    const best = free[covers.indexOf(Math.min(...covers))];
    placed.set(one.id, best);
    full.push(best.box);
  }
  return placed;
}

/** The box of a text whose middle, start or end is at (x, y). */
export function boxOf(texts, x, y, anchor) {
  const width = Math.max(...texts.map((text) => text.length)) * SIZE * WIDE;
  const height = texts.length * SIZE * HIGH;
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return {left, right: left + width, top: y - height / 2, bottom: y + height / 2};
}

export function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** The places of one name, best first: outwards, so that it does not stand between the lines. */
function sides({label, x, y}) {
  const texts = lines(label);
  const up = APART + texts.length * SIZE * HIGH / 2;
  const across = [[APART, 0, "start"], [-APART, 0, "end"]];
  const along = [[0, -up, "middle"], [0, up, "middle"]];
  if (x < 0) across.reverse();
  if (y > 0) along.reverse();
  const order = Math.abs(y) > 3 * Math.abs(x) ? [...along, ...across] : [...across, ...along];
  return order.map(([dx, dy, anchor]) => ({
    lines: texts,
    x: x + dx,
    y: y + dy,
    anchor,
    box: boxOf(texts, x + dx, y + dy, anchor),
  }));
}

function mark({x, y}) {
  return {left: x - 9, right: x + 9, top: y - 9, bottom: y + 9};
}

function inside(box, bounds) {
  return box.left >= bounds.left && box.right <= bounds.right
    && box.top >= bounds.top && box.bottom <= bounds.bottom;
}

function covered({x, y}, box) {
  return x > box.left && x < box.right && y > box.top && y < box.bottom;
}

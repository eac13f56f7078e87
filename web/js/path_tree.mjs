// Where does each person stand in the picture of warm paths? A ring is one step.

import {stratify, tree} from "../vendor/d3.mjs";

/**
 * @param {{id: string, via: string | null, label: string}[]} people  via: who leads here; null in
 *   the centre
 * @param {{radius?: number}} [options]  radius: pixels from the centre to the outermost ring
 * @returns {Map<string, {x: number, y: number, angle: number, steps: number}>}  by id, around
 *   (0, 0); angle in radians, 0 is up
 * @throws {Error} if somebody's via is not in people
 */
export function placePaths(people, {radius = 210} = {}) {
  // d3 keeps the order it is given, and the picture must not depend on how rows arrived.
  const rows = people.toSorted((a, b) => compare(a.label, b.label) || compare(a.id, b.id));
  const root = stratify().id((one) => one.id).parentId((one) => one.via)(rows);
  const place = tree()
    .size([2 * Math.PI, radius])
    .separation((a, b) => (a.parent === b.parent ? 1 : 2) / Math.max(1, a.depth));

  return new Map(place(root).descendants().map(({id, x: angle, y: far, depth: steps}) => [
    id,
    {x: far * Math.sin(angle), y: -far * Math.cos(angle), angle, steps},
  ]));
}

/**
 * @param {Map<string, {angle: number, steps: number}>} places  from placePaths
 * @returns {number}  the direction with most room around the centre, in radians, 0 is up
 */
export function widestGap(places) {
  const outside = [...places.values()].filter((place) => place.steps > 0);
  const angles = outside.map((place) => place.angle).toSorted((a, b) => a - b);
  const gaps = angles.map((angle, index) => {
    const next = index + 1 < angles.length ? angles[index + 1] : angles[0] + 2 * Math.PI;
    return {middle: (angle + next) / 2, wide: next - angle};
  });
  return gaps.reduce((a, b) => (b.wide > a.wide + 1e-9 ? b : a), {middle: 0, wide: 0}).middle;
}

/**
 * The two ends of a tie as linkRadial draws it. From the centre every tie leaves straight.
 *
 * @param {{angle: number, steps: number}} from
 * @param {{angle: number, steps: number}} to
 */
export function tieBetween(from, to) {
  return {source: from.steps === 0 ? {...from, angle: to.angle} : from, target: to};
}

/**
 * Points on the curve that linkRadial draws from one place to another.
 *
 * @param {{x: number, y: number, angle: number, steps: number}} from
 * @param {{x: number, y: number, angle: number, steps: number}} to
 * @returns {{x: number, y: number}[]}
 */
export function along(from, to) {
  const {source, target} = tieBetween(from, to);
  const far = (Math.hypot(from.x, from.y) + Math.hypot(to.x, to.y)) / 2;
  const bend = (angle) => ({x: far * Math.sin(angle), y: -far * Math.cos(angle)});
  const points = [source, bend(source.angle), bend(target.angle), target];
  return Array.from({length: 11}, (_, index) => {
    const t = index / 10;
    const weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
    const sum = (axis) => points.reduce((all, point, i) => all + weights[i] * point[axis], 0);
    return {x: sum("x"), y: sum("y")};
  });
}

/**
 * @param {{id: string, via: string | null}[]} people
 * @param {string} id
 * @returns {Set<string>}  the ids from *id* inwards to the centre, both included
 */
export function pathTo(people, id) {
  const via = new Map(people.map((one) => [one.id, one.via]));
  const path = new Set();
  for (let at = id; at !== null && at !== undefined; at = via.get(at)) path.add(at);
  return path;
}

/**
 * Where an arrow key leads: inwards, outwards, or to the neighbour on the same ring.
 *
 * @param {{id: string, via: string | null}[]} people
 * @param {Map<string, {angle: number, steps: number}>} places  from placePaths
 * @param {string} id  where the focus is
 * @param {string} key  ArrowUp, ArrowDown, ArrowLeft, ArrowRight or Home
 * @returns {string | null}  null where the key leads nowhere
 */
export function neighbour(people, places, id, key) {
  const here = people.find((one) => one.id === id);
  const around = (some) =>
    some.toSorted((a, b) => places.get(a.id).angle - places.get(b.id).angle).map((one) => one.id);
  if (key === "Home") return people.find((one) => one.via === null).id;
  if (key === "ArrowUp") return here.via;
  if (key === "ArrowDown") return around(people.filter((one) => one.via === id))[0] ?? null;
  if (key !== "ArrowLeft" && key !== "ArrowRight") return null;
  const {steps} = places.get(id);
  const ring = around(people.filter((one) => places.get(one.id).steps === steps));
  const next = ring.indexOf(id) + (key === "ArrowRight" ? 1 : -1);
  return ring.at(next % ring.length);
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

// Draws the warm paths beside the suggestions, and shows the path of whatever is pointed at.

import {linkRadial, select} from "../vendor/d3.mjs";
import {boxOf, placeLabels} from "./labels.mjs";
import {along, neighbour, pathTo, placePaths, tieBetween, widestGap} from "./path_tree.mjs";

const WIDTH = 840;
const RING = 105;
const WIDEST = 210;
const MARGIN = 50; // above and below the outermost ring, for names

const people = JSON.parse(document.getElementById("stops").textContent);
const figure = document.querySelector("figure.picture");
const outermost = Math.max(...people.map((one) => one.steps));
const radius = Math.min(RING * outermost, WIDEST);
const height = 2 * (radius + MARGIN);
const places = placePaths(people, {radius});
const byId = new Map(people.map((one) => [one.id, one]));
const rows = new Map(
  [...document.querySelectorAll("tr[data-stop]")].map((row) => [row.dataset.stop, row]),
);
const cards = new Map(
  [...document.querySelectorAll("[data-rank]")].map((card) => [Number(card.dataset.rank), card]),
);

figure.hidden = false;
const svg = select(figure).select(".canvas").append("svg")
  .attr("viewBox", [-WIDTH / 2, -height / 2, WIDTH, height].join(" "))
  .attr("role", "group")
  .attr("aria-labelledby", "picture");
const ringNames = drawRings();
const ties = drawTies();
const nodes = drawPeople();
listen();
figure.querySelector(".canvas").scrollLeft = (svg.node().clientWidth - figure.clientWidth) / 2;
document.documentElement.dataset.ready = "";

/** Draws the rings, and returns the boxes of their names. */
function drawRings() {
  const gap = widestGap(places);
  const names = Array.from({length: outermost}, (_, index) => {
    const far = radius * (index + 1) / outermost;
    const [x, y] = [far * Math.sin(gap), -far * Math.cos(gap)];
    return {far, x, y, text: index === 0 ? "1 step" : `${index + 1} steps`};
  });
  const ring = svg.append("g").attr("aria-hidden", "true").selectAll("g").data(names).join("g");
  ring.append("circle").attr("class", "ring").attr("r", (name) => name.far);
  ring.append("text").attr("class", "ring-name").attr("text-anchor", "middle").attr("dy", "0.32em")
    .attr("x", (name) => name.x).attr("y", (name) => name.y).text((name) => name.text);
  return names.map((name) => boxOf([name.text], name.x, name.y, "middle"));
}

function drawTies() {
  const likeliest = Math.max(...people.map((one) => one.odds ?? 0)) || 1;
  const far = (place) => Math.hypot(place.x, place.y);
  const link = linkRadial().angle((place) => place.angle).radius(far);
  return svg.append("g").attr("aria-hidden", "true").selectAll("path")
    .data(people.filter((one) => one.via !== null))
    .join("path")
    .attr("class", "tie")
    .attr("stroke-width", (one) => 1 + 5 * (one.odds ?? 0) / likeliest)
    .attr("d", (one) => link(tieBetween(places.get(one.via), places.get(one.id))));
}

function drawPeople() {
  const node = svg.append("g").selectAll("a")
    .data(people)
    .join("a")
    .attr("class", (one) => one.kind)
    .attr("href", (one) => one.href)
    .attr("aria-label", (one) => one.sentence)
    .attr("tabindex", (one) => (one.via === null ? 0 : -1));
  const at = ({id}) => `translate(${places.get(id).x},${places.get(id).y})`;
  node.append("circle").attr("class", "hit").attr("r", 14).attr("transform", at);
  node.filter((one) => one.kind !== "introducee").append("circle").attr("class", "dot")
    .attr("r", (one) => (one.kind === "centre" ? 9 : 6)).attr("transform", at);
  node.filter((one) => one.kind === "introducee").append("rect").attr("class", "dot")
    .attr("x", -6).attr("y", -6).attr("width", 12).attr("height", 12)
    .attr("transform", (one) => `${at(one)} rotate(45)`);
  writeNames(node);
  return node;
}

/** Names that fit are always shown; the others while their path is. */
function writeNames(node) {
  const placed = placeLabels(
    byImportance().map((one) => ({...one, ...places.get(one.id)})),
    {left: -WIDTH / 2 + 4, right: WIDTH / 2 - 4, top: -height / 2 + 2, bottom: height / 2 - 2},
    ringNames,
    people.flatMap(({id, via}) => (via === null ? [] : along(places.get(via), places.get(id)))),
  );
  const hidden = ({id}) => {
    const {x, y} = places.get(id);
    return {lines: [byId.get(id).label], x, y: y - 18, anchor: "middle"};
  };
  const of = (one) => placed.get(one.id) ?? hidden(one);
  node.append("text")
    .classed("spare", (one) => !placed.has(one.id))
    .attr("text-anchor", (one) => of(one).anchor)
    .selectAll("tspan")
    .data((one) => of(one).lines.map((text, index, all) => ({
      text,
      x: of(one).x,
      y: of(one).y + (index - (all.length - 1) / 2) * 19,
    })))
    .join("tspan")
    .attr("x", (line) => line.x).attr("y", (line) => line.y).attr("dy", "0.32em")
    .text((line) => line.text);
}

/** The centre, whom to ask first, whom to meet, then those between. */
function byImportance() {
  const place = (one) =>
    one.via === null ? 0 : one.steps === 1 ? 1 : one.kind === "introducee" ? 2 : 3;
  return people.toSorted((a, b) => place(a) - place(b) || a.rank - b.rank);
}

function show(id) {
  const path = id === null ? new Set() : pathTo(people, id);
  const on = (one) => path.has(one.id) && one.via !== null;
  ties.classed("on", on);
  nodes.classed("on", on);
  for (const [key, row] of rows) row.classList.toggle("on", path.has(key));
  const rank = id === null || byId.get(id).kind !== "introducee" ? null : byId.get(id).rank;
  for (const [key, card] of cards) card.classList.toggle("on", key === rank);
}

function listen() {
  nodes
    .on("pointerenter focus", (_, one) => show(one.id))
    .on("pointerleave blur", () => show(null))
    .on("keydown", (event, one) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const next = neighbour(people, places, one.id, event.key);
      if (next === null) return;
      event.preventDefault();
      nodes.attr("tabindex", (other) => (other.id === next ? 0 : -1));
      nodes.filter((other) => other.id === next).node().focus();
    });
  for (const [rank, card] of cards) {
    const goal = people.find((one) => one.kind === "introducee" && one.rank === rank);
    if (!goal) continue;
    card.addEventListener("pointerenter", () => show(goal.id));
    card.addEventListener("pointerleave", () => show(null));
  }
}

// Draws the warm paths beside their table, and shows one path at a time when it is pointed at.

import {linkRadial, select} from "../vendor/d3.mjs";
import {neighbour, pathTo, placePaths} from "./path_tree.mjs";

const WIDTH = 760;
const HEIGHT = 660;
const RADIUS = 255;
const FEW = 26; // so many leaves get a label each; beyond, only people on the way and suggestions

const people = JSON.parse(document.getElementById("stops").textContent);
const figure = document.querySelector("figure.picture");
const places = placePaths(people, {radius: RADIUS});
const byId = new Map(people.map((one) => [one.id, one]));
const rows = new Map(
  [...document.querySelectorAll("tr[data-stop]")].map((row) => [row.dataset.stop, row]),
);
const cards = new Map(
  [...document.querySelectorAll("[data-rank]")].map((card) => [Number(card.dataset.rank), card]),
);

figure.hidden = false;
const svg = select(figure).select(".canvas").append("svg")
  .attr("viewBox", [-WIDTH / 2, -HEIGHT / 2, WIDTH, HEIGHT].join(" "))
  .attr("role", "group")
  .attr("aria-labelledby", "picture");
drawRings();
const ties = drawTies();
const nodes = drawPeople();
listen();
document.documentElement.dataset.ready = "";

function drawRings() {
  const outermost = Math.max(...[...places.values()].map((place) => place.steps));
  const ring = svg.append("g").attr("aria-hidden", "true").selectAll("g")
    .data(Array.from({length: outermost}, (_, index) => index + 1))
    .join("g");
  ring.append("circle").attr("class", "ring").attr("r", (step) => step / outermost * RADIUS);
  ring.append("text").attr("class", "ring-label").attr("text-anchor", "middle")
    .attr("y", (step) => step / outermost * RADIUS + 4)
    .text((step) => (step === 1 ? "1 step" : `${step} steps`));
}

function drawTies() {
  const far = (place) => Math.hypot(place.x, place.y);
  const link = linkRadial().angle((place) => place.angle).radius(far);
  return svg.append("g").attr("aria-hidden", "true").selectAll("path")
    .data(people.filter((one) => one.via !== null))
    .join("path")
    .attr("class", "tie")
    .attr("stroke-width", (one) => 1 + 5 * (one.odds ?? 0))
    .attr("d", (one) => link({source: places.get(one.via), target: places.get(one.id)}));
}

function drawPeople() {
  const leaves = people.filter((one) => !people.some((other) => other.via === one.id)).length;
  const node = svg.append("g").selectAll("a")
    .data(people)
    .join("a")
    .attr("class", (one) => one.kind)
    .attr("href", (one) => one.href)
    .attr("aria-label", (one) => one.sentence)
    .attr("tabindex", (one) => (one.via === null ? 0 : -1))
    .attr("transform", ({id}) => `translate(${places.get(id).x},${places.get(id).y})`);
  node.append("circle").attr("class", "hit").attr("r", 14);
  node.filter((one) => one.kind !== "introducee").append("circle").attr("class", "dot")
    .attr("r", (one) => (one.kind === "centre" ? 9 : 5));
  node.filter((one) => one.kind === "introducee").append("rect").attr("class", "dot")
    .attr("x", -6).attr("y", -6).attr("width", 12).attr("height", 12)
    .attr("transform", "rotate(45)");
  node.filter((one) => leaves < FEW || one.kind !== "between").append("text")
    .attr("dy", "0.32em")
    .attr("x", ({id}) => (onTheLeft(id) ? -13 : 13))
    .attr("text-anchor", ({id}) => (onTheLeft(id) ? "end" : "start"))
    .text((one) => one.label);
  return node;
}

function onTheLeft(id) {
  return places.get(id).x < -1;
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

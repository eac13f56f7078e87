#!/usr/bin/env bash
# Makes d3.mjs and d3.LICENSE from the packages that package-lock.json pins, and compares both with
# vendor.lock.json. Needs npm and a registry. After a change of package.json or d3.entry.mjs:
#   bash web/vendor/build.sh --accept     writes package-lock.json, both files and vendor.lock.json
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Whoever builds chooses the registry: the lock keeps what to fetch, not from where.
quiet=(--no-audit --no-fund --ignore-scripts --loglevel=error --omit-lockfile-registry-resolved)

cp package.json d3.entry.mjs "$work"
[[ ! -f package-lock.json ]] || cp package-lock.json "$work"
cd "$work"
if [[ ${1:-} == --accept ]]; then
  npm install "${quiet[@]}" > /dev/null
  cp package-lock.json "$here"
else
  npm ci "${quiet[@]}" > /dev/null
fi

npx --no-install esbuild d3.entry.mjs --bundle --format=esm --target=es2022 --charset=utf8 \
  --legal-comments=none --log-level=warning --outfile=d3.mjs
for package in node_modules/d3-*; do
  printf '== %s\n\n' "$(basename "$package")"
  cat "$package/LICENSE"
  printf '\n'
done > d3.LICENSE
node --input-type=module - > vendor.lock.json <<'NODE'
import {createHash} from "node:crypto";
import {readFileSync} from "node:fs";

const locked = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
const madeFrom = Object.entries(locked)
  .filter(([path, entry]) => path && (!entry.dev || path === "node_modules/esbuild"))
  .map(([path, entry]) => [path.replace("node_modules/", ""), entry.version]);
const files = ["d3.LICENSE", "d3.mjs"].map((name) => {
  const bytes = readFileSync(name);
  return [name, {sha256: createHash("sha256").update(bytes).digest("hex"), size: bytes.length}];
});
const lock = {made_from: Object.fromEntries(madeFrom), files: Object.fromEntries(files)};
console.log(JSON.stringify(lock, null, 2));
NODE

if [[ ${1:-} == --accept ]]; then
  cp d3.mjs d3.LICENSE vendor.lock.json "$here"
  echo "web/vendor: written, see git diff."
elif cmp -s vendor.lock.json "$here/vendor.lock.json" && cmp -s d3.mjs "$here/d3.mjs"; then
  echo "web/vendor: what npm gives is what lies here."
else
  diff "$here/vendor.lock.json" vendor.lock.json || true
  echo "web/vendor: what npm gives differs from what lies here." >&2
  exit 1
fi

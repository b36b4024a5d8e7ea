// Draws the world once: the shape of each country, dots for those too small to see, and the bare land.
// Writes ../static/world.svg, which the map takes each country from, and ../static/land.svg, the ground of small maps.
import { readFileSync, writeFileSync } from "node:fs";
import { geoArea, geoCentroid, geoEqualEarth, geoPath } from "d3-geo";
import { feature } from "topojson-client";

const WIDTH = 2000; // units; coordinates are whole numbers
const SMALL_WIDTH = 600; // of the bare land, which is shown small
const SMALLEST = 60; // square units, below which a shape is a dot
const DOT = 7; // radius
const NORTH = 84, SOUTH = -66; // of Antarctica only the coast is drawn
const BROKEN_AT = -169; // degrees; in the Bering Strait, so that no country is torn

// The shapes come with M49 codes, the site knows countries by those of ISO 3166-1.
const list = readFileSync(new URL("../fixtures/actors/countries.yaml", import.meta.url), "utf-8");
const COUNTRIES = [...list.matchAll(/^- code: '?(\w+)'?\n  iso3: .+\n  m49: '(\d+)'$/gm)].map(([, code, m49]) => ({ code, m49 }));

// Territories that the shapes hold inside another country, or not at all: longitude, latitude.
const ELSEWHERE = {
  "074": [3.4, -54.4], 162: [105.6, -10.5], 166: [96.8, -12.2], 175: [45.2, -12.8], 292: [-5.4, 36.1],
  312: [-61.5, 16.2], 474: [-61.0, 14.7], 535: [-68.3, 12.2], 581: [166.6, 19.3], 638: [55.5, -21.1],
  772: [-171.8, -9.2], 798: [179.2, -8.5],
};
// Parts of a shape that have an M49 code of their own: of which country, and where.
const APART = [
  { code: "254", of: "250", has: ([longitude]) => longitude < -30 },
  { code: "744", of: "578", has: ([, latitude]) => latitude > 74 },
];

const world = (scale, kind = "countries") => {
  const atlas = JSON.parse(readFileSync(new URL(`node_modules/world-atlas/${kind}-${scale}.json`, import.meta.url)));
  return feature(atlas, atlas.objects[kind]).features;
};

const polygons = (country) =>
  (country.geometry.type === "Polygon" ? [country.geometry.coordinates] : country.geometry.coordinates).map(
    (coordinates) => ({ type: "Polygon", coordinates }),
  );

const united = (id, parts) => ({
  type: "Feature", id, geometry: { type: "MultiPolygon", coordinates: parts.map((part) => part.coordinates) },
});

function apart(country) {
  let rest = polygons(country);
  const found = APART.filter((part) => part.of === country.id).map((part) => {
    const own = rest.filter((polygon) => part.has(geoCentroid(polygon)));
    rest = rest.filter((polygon) => !own.includes(polygon));
    return united(part.code, own);
  });
  return [united(country.id, rest), ...found];
}

// Collects a path in whole numbers, each point relative to the one before; rings that vanish are left out.
class Pen {
  d = "";
  ring = [];
  moveTo(x, y) { this.ring = [[Math.round(x), Math.round(y)]]; }
  lineTo(x, y) {
    const [last, point] = [this.ring.at(-1), [Math.round(x), Math.round(y)]];
    if (last[0] !== point[0] || last[1] !== point[1]) this.ring.push(point);
  }
  closePath() {
    const [start, ...points] = this.ring;
    if (points.length < 2) return;
    const steps = points.flatMap(([x, y], n) => [x - this.ring[n][0], y - this.ring[n][1]]);
    this.d += `M${start}l${steps.reduce((d, step) => (d && step >= 0 ? `${d} ${step}` : `${d}${step}`), "")}z`;
  }
}

const frame = { type: "MultiPoint", coordinates: [[BROKEN_AT, 0], [BROKEN_AT - 0.001, 0], [0, NORTH], [0, SOUTH]] };

function projected(width) {
  const projection = geoEqualEarth().rotate([-(BROKEN_AT + 180), 0]).fitWidth(width, frame);
  const height = Math.round(projection([0, SOUTH])[1]);
  return { projection: projection.clipExtent([[-1, -1], [width + 1, height + 1]]), height };
}

function drawn(geometry, projection) {
  const pen = new Pen();
  geoPath(projection, pen)(geometry);
  return pen.d;
}

const { projection, height } = projected(WIDTH);
const measured = geoPath(projection);
const largest = (country) => polygons(country).reduce((a, b) => (geoArea(a) > geoArea(b) ? a : b));
const place = (position) => projection(position).map(Math.round);

const shapes = {}, land = [], dots = {};
for (const country of world("110m").flatMap(apart)) {
  const d = drawn(country, projection);
  if (!country.id) land.push(d);
  else if (measured.area(country) >= SMALLEST) shapes[country.id] = d;
}
for (const country of world("50m")) {
  if (country.id && !(country.id in shapes) && !(country.id in dots)) dots[country.id] = place(geoCentroid(largest(country)));
}
for (const [code, position] of Object.entries(ELSEWHERE)) dots[code] = place(position);

const among = (drawn) => COUNTRIES.filter(({ m49 }) => m49 in drawn);
const lines = [
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}">`,
  `<path id="land" d="${land.join("")}"/>`,
  ...among(shapes).map(({ code, m49 }) => `<path id="${code}" d="${shapes[m49]}"/>`),
  ...among(dots).map(({ code, m49 }) => `<circle id="${code}" cx="${dots[m49][0]}" cy="${dots[m49][1]}" r="${DOT}"/>`),
  "</svg>\n",
];
writeFileSync(new URL("../static/world.svg", import.meta.url), lines.join("\n"));

const small = projected(SMALL_WIDTH);
const ground = drawn({ type: "FeatureCollection", features: world("110m", "land") }, small.projection);
writeFileSync(
  new URL("../static/land.svg", import.meta.url),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SMALL_WIDTH} ${small.height}"><style>path{fill:#dcd8cf}` +
    `@media(prefers-color-scheme:dark){path{fill:#313946}}</style><path d="${ground}"/></svg>\n`,
);
console.log(`${Object.keys(shapes).length} shapes, ${Object.keys(dots).length} dots, ${WIDTH} × ${height}`);

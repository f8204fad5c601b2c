/**
 * Draws color.png and outline.png: two linked hexagons (a thing and its twin), the front one with a keyhole.
 * The icons are committed; run `npx node appPackage/draw-icons.ts` after a change here.
 */
import { writeFileSync } from 'node:fs';
import { encodePng, type Image } from './png.ts';

interface Point {
  x: number;
  y: number;
}

/** Red, green, blue as 0–255, alpha as 0–1. */
type Color = [red: number, green: number, blue: number, alpha: number];

/** Distance to a shape's edge in units of the icon's width: negative inside. */
type Shape = (p: Point) => number;

type Layer = { shape: Shape; color: (p: Point) => Color };

const WHITE: Color = [255, 255, 255, 1];
const TWIN: Color = [125, 220, 236, 1];
const SKY: Color = [20, 126, 186, 1];
const SEA: Color = [9, 52, 112, 1];
/** Samples a side in a pixel that an edge runs through, so that edges are smooth. */
const SAMPLES = 8;

/** A hexagon standing on a corner, `radius` from the centre to the middle of a side, its corners rounded by `round`. */
function hexagon(center: Point, radius: number, round: number): Shape {
  const inner = radius - round;
  const cos = -Math.sqrt(3) / 2;
  const sin = 0.5;
  const tan = 1 / Math.sqrt(3);
  return (p) => {
    // Folds the point into one twelfth of the hexagon and measures to that side.
    let x = Math.abs(p.y - center.y);
    let y = Math.abs(p.x - center.x);
    const fold = 2 * Math.min(cos * x + sin * y, 0);
    x -= fold * cos;
    y -= fold * sin;
    x -= Math.max(-tan * inner, Math.min(tan * inner, x));
    y -= inner;
    return Math.hypot(x, y) * Math.sign(y) - round;
  };
}

function circle(center: Point, radius: number): Shape {
  return (p) => Math.hypot(p.x - center.x, p.y - center.y) - radius;
}

/** A line of the given width with round ends. */
function stroke(from: Point, to: Point, width: number): Shape {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  return (p) => {
    const along = ((p.x - from.x) * dx + (p.y - from.y) * dy) / (dx * dx + dy * dy);
    const t = Math.max(0, Math.min(1, along));
    return Math.hypot(p.x - from.x - t * dx, p.y - from.y - t * dy) - width / 2;
  };
}

function outlineOf(shape: Shape, width: number): Shape {
  return (p) => Math.abs(shape(p)) - width / 2;
}

function union(...shapes: Shape[]): Shape {
  return (p) => Math.min(...shapes.map((shape) => shape(p)));
}

function without(shape: Shape, hole: Shape): Shape {
  return (p) => Math.max(shape(p), -hole(p));
}

function keyhole(center: Point, size: number): Shape {
  const head = { x: center.x, y: center.y - size * 0.32 };
  return union(circle(head, size * 0.4), stroke(head, { x: center.x, y: center.y + size * 0.56 }, size * 0.4));
}

function solid(color: Color): (p: Point) => Color {
  return () => color;
}

function fade(from: Color, to: Color): (p: Point) => Color {
  return (p) => {
    const t = Math.max(0, Math.min(1, (p.x + p.y) / 2));
    const mix = (a: number, b: number) => a + (b - a) * t;
    return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2]), mix(from[3], to[3])];
  };
}

/** Paints the layers, the last on top, over transparent `ground` (its RGB is kept where nothing is painted). */
function paint(size: number, layers: Layer[], ground: Color): Image {
  const rgba = new Uint8Array(size * size * 4);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let alpha = 0;
      const weighted = [0, 0, 0];
      const middle = { x: (column + 0.5) / size, y: (row + 0.5) / size };
      const samples = layers.some((layer) => Math.abs(layer.shape(middle)) < 1 / size) ? SAMPLES : 1;
      for (let sample = 0; sample < samples * samples; sample++) {
        const p = {
          x: (column + ((sample % samples) + 0.5) / samples) / size,
          y: (row + (Math.floor(sample / samples) + 0.5) / samples) / size,
        };
        const top = layers.findLast((layer) => layer.shape(p) <= 0);
        if (!top) continue;
        const [red, green, blue, a] = top.color(p);
        alpha += a;
        [red, green, blue].forEach((value, channel) => {
          weighted[channel] = (weighted[channel] ?? 0) + value * a;
        });
      }
      const rgb = alpha === 0 ? ground.slice(0, 3) : weighted.map((value) => Math.round(value / alpha));
      rgba.set([...rgb, Math.round((alpha / (samples * samples)) * 255)], (row * size + column) * 4);
    }
  }
  return { width: size, height: size, rgba };
}

/** The color icon: full bleed, since Teams rounds the corners itself; the mark keeps to the inner 120 of 192 pixels. */
export function drawColorIcon(): Image {
  const back = { x: 0.4, y: 0.43 };
  const front = { x: 0.6, y: 0.575 };
  const hexagonInFront = hexagon(front, 0.2, 0.038);
  const moat = hexagon(front, 0.235, 0.055);
  return paint(
    192,
    [
      { shape: () => -1, color: fade(SKY, SEA) },
      { shape: without(outlineOf(hexagon(back, 0.186, 0.038), 0.046), moat), color: solid(TWIN) },
      { shape: without(hexagonInFront, keyhole(front, 0.14)), color: solid(WHITE) },
    ],
    SEA,
  );
}

/** The outline icon: white on transparent, nothing else, as Teams asks. */
export function drawOutlineIcon(): Image {
  const back = { x: 0.345, y: 0.36 };
  const front = { x: 0.6, y: 0.6 };
  const moat = hexagon(front, 0.35, 0.06);
  return paint(
    32,
    [
      { shape: without(outlineOf(hexagon(back, 0.27, 0.04), 0.065), moat), color: solid(WHITE) },
      { shape: outlineOf(hexagon(front, 0.27, 0.04), 0.065), color: solid(WHITE) },
      { shape: keyhole(front, 0.19), color: solid(WHITE) },
    ],
    WHITE,
  );
}

if (import.meta.main) {
  writeFileSync(new URL('color.png', import.meta.url), encodePng(drawColorIcon()));
  writeFileSync(new URL('outline.png', import.meta.url), encodePng(drawOutlineIcon()));
}

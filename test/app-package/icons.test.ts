import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { drawColorIcon, drawOutlineIcon } from '../../appPackage/draw-icons.ts';
import { decodePng, type Image } from '../../appPackage/png.ts';

function pixelsOf(image: Image): number[][] {
  return Array.from({ length: image.width * image.height }, (_, i) => [...image.rgba.subarray(i * 4, i * 4 + 4)]);
}

const color = decodePng(readFileSync('appPackage/color.png'));
const outline = decodePng(readFileSync('appPackage/outline.png'));

describe('the app icons', () => {
  it('have the sizes Teams asks for', () => {
    assert.deepEqual([color.width, color.height], [192, 192]);
    assert.deepEqual([outline.width, outline.height], [32, 32]);
  });

  it('fill the color icon to its edges', () => {
    assert.ok(pixelsOf(color).every(([, , , alpha]) => alpha === 255));
  });

  it('use white and transparency alone in the outline icon', () => {
    const pixels = pixelsOf(outline);
    assert.ok(pixels.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255));
    assert.ok(pixels.some(([, , , alpha]) => alpha === 255));
    assert.ok(pixels.some(([, , , alpha]) => alpha === 0));
  });

  it('are what draw-icons.ts draws', () => {
    assert.deepEqual(color, drawColorIcon());
    assert.deepEqual(outline, drawOutlineIcon());
  });
});

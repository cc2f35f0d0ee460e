import { describe, expect, it } from 'vitest';
import { dark, light, readablePairs } from '../../../src/render/html/colours.ts';
import { pageStyle } from '../../../src/render/html/page-style.ts';

// WCAG 2.2, relative luminance and contrast ratio.
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

describe.each(Object.entries({ light, dark }))('the %s colours', (_, palette) => {
  it.each(readablePairs)('show %s on %s with the contrast of WCAG AA', (ink, ground) => {
    expect(contrast(palette[ink], palette[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it('show the edges of controls and the focus with the contrast of WCAG AA', () => {
    for (const ground of [palette.page, palette.card, palette.sunken]) {
      expect(contrast(palette.quiet, ground)).toBeGreaterThanOrEqual(3);
      expect(contrast(palette.link, ground)).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('the style', () => {
  it('takes its colours from the palettes alone, and loads nothing', () => {
    const used = [...pageStyle.matchAll(/#[0-9a-f]{3,8}\b/gu)].map(([colour]) => colour);
    const known = new Set([...Object.values(light), ...Object.values(dark)]);
    expect(used.filter((colour) => !known.has(colour))).toEqual([]);
    expect(pageStyle).not.toMatch(/url\(|@import|@font-face|<\//u);
  });
});

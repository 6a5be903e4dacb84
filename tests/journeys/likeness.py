"""Compares two pictures of a screen: by the mean colours of small fields, so that the edges of letters do not count."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

from playwright.async_api import Page

COMPARE = """
async ([files, size]) => {
  const pictures = [];
  for (const file of files) {
    const image = new Image();
    image.src = `data:image/png;base64,${file}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    pictures.push(context.getImageData(0, 0, image.width, image.height));
  }
  const [one, other] = pictures;
  if (one.width !== other.width || one.height !== other.height) return null;
  const columns = Math.ceil(one.width / size), rows = Math.ceil(one.height / size);
  const sums = new Float64Array(columns * rows * 3), pixels = new Uint32Array(columns * rows);
  for (let y = 0, at = 0; y < one.height; y++) {
    for (let x = 0; x < one.width; x++, at += 4) {
      const field = Math.floor(y / size) * columns + Math.floor(x / size);
      pixels[field]++;
      for (let c = 0; c < 3; c++) sums[field * 3 + c] += one.data[at + c] - other.data[at + c];
    }
  }
  return Array.from(pixels, (count, field) => {
    return Math.max(...[0, 1, 2].map((c) => Math.abs(sums[field * 3 + c]) / count));
  });
}
"""
FIELD_PX = 24


FAR = 24
"""From 0 to 255: so far apart, two fields look different."""


async def unlike(page: Page, one: Path, other: Path) -> float:
    """The share of the fields of two PNG files that look different, from 0 to 1. It is 1 when their sizes differ."""
    files = [b64encode(file.read_bytes()).decode() for file in (one, other)]
    distances = await page.evaluate(COMPARE, [files, FIELD_PX])
    return sum(distance > FAR for distance in distances) / len(distances) if distances else 1.0

"""PNG files with a palette: of what pages show, 256 colours are enough, and a third of the bytes.

The browser that drew a picture counts its colours too; here they are only written down.
"""

import base64
import struct
import zlib
from pathlib import Path

from playwright.sync_api import Page

# The most frequent colours stay as they are, each other one becomes the nearest of them.
COUNT = """async (address) => {
  const bitmap = await createImageBitmap(await (await fetch(address)).blob());
  const { width, height } = bitmap;
  const surface = new OffscreenCanvas(width, height).getContext("2d");
  surface.drawImage(bitmap, 0, 0);
  const { data } = surface.getImageData(0, 0, width, height);
  const counts = new Map();
  const colour = (at) => data[at] << 16 | data[at + 1] << 8 | data[at + 2];
  for (let at = 0; at < data.length; at += 4) counts.set(colour(at), (counts.get(colour(at)) ?? 0) + 1);
  const kept = [...counts].sort((one, other) => other[1] - one[1]).slice(0, 256).map(([each]) => each);
  const parts = (each) => [each >> 16, each >> 8 & 255, each & 255];
  const square = (part, other) => (part - other) ** 2;
  const distance = (one, other) =>
    parts(one).reduce((sum, part, index) => sum + square(part, parts(other)[index]), 0);
  const places = new Map(kept.map((each, place) => [each, place]));
  const nearer = (each, one, other) => distance(each, kept[other]) < distance(each, kept[one]) ? other : one;
  const nearest = (each) => kept.reduce((best, _, place) => nearer(each, best, place), 0);
  for (const each of counts.keys()) if (!places.has(each)) places.set(each, nearest(each));
  let indices = "";
  for (let at = 0; at < data.length; at += 4) indices += String.fromCharCode(places.get(colour(at)));
  return [width, height, kept.flatMap(parts), btoa(indices)];
}"""


def write_small(tab: Page, picture: bytes, path: Path) -> None:
    """Write a PNG that the tab's browser drew, with a palette."""
    address = "data:image/png;base64," + base64.b64encode(picture).decode()
    width, height, palette, indices = tab.evaluate(COUNT, address)
    rows = base64.b64decode(indices)
    # Each row begins with its filter: none, the best for palettes.
    body = b"".join(b"\0" + rows[start : start + width] for start in range(0, len(rows), width))
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = [(b"IHDR", header), (b"PLTE", bytes(palette)), (b"IDAT", zlib.compress(body, 9)), (b"IEND", b"")]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

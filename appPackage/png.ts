import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Pixels row by row from the top left, four bytes each: red, green, blue, alpha. */
export interface Image {
  width: number;
  height: number;
  rgba: Uint8Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** IHDR after width and height: 8 bits a channel, RGBA, the only compression and filter method, not interlaced. */
const RGBA_8_BIT = [8, 6, 0, 0, 0];

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Encodes as 8-bit RGBA PNG, every row unfiltered (W3C PNG specification, §11). */
export function encodePng(image: Image): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(image.width, 0);
  header.writeUInt32BE(image.height, 4);
  header.set(RGBA_8_BIT, 8);
  const stride = image.width * 4;
  const rows: Uint8Array[] = [];
  for (let row = 0; row < image.height; row++) {
    rows.push(Uint8Array.of(0), image.rgba.subarray(row * stride, (row + 1) * stride));
  }
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Decodes what `encodePng` writes; throws on any other kind of PNG. */
export function decodePng(bytes: Buffer): Image {
  if (!bytes.subarray(0, 8).equals(SIGNATURE)) throw new Error('not a PNG file');
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  if (!bytes.subarray(24, 29).equals(Buffer.from(RGBA_8_BIT))) throw new Error('not an 8-bit RGBA PNG');
  const data: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at) + 12) {
    if (bytes.toString('latin1', at + 4, at + 8) !== 'IDAT') continue;
    data.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  const raw = inflateSync(Buffer.concat(data));
  const stride = width * 4;
  const rgba = new Uint8Array(height * stride);
  for (let row = 0; row < height; row++) {
    const start = row * (stride + 1);
    if (raw[start] !== 0) throw new Error('a filtered PNG row');
    rgba.set(raw.subarray(start + 1, start + 1 + stride), row * stride);
  }
  return { width, height, rgba };
}

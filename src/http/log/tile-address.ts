import { TILE_WIDTH, type Tile } from '../../engine/audit/log/tiles.js';

/** The highest level that a tree of 2^53 leaves has. */
const MOST_LEVEL = 6;

/**
 * The tile that the last part of an address names, as C2SP tlog-tiles writes it: `<level>/x001/x234/067`, and `.p/<width>`
 * behind for one that still grows. Undefined for anything else: a tile has one address.
 */
export function tileAt(path: string): Tile | undefined {
  const [, level, groups = '', last = '', part] =
    /^(\d)\/((?:x\d{3}\/)*)(\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path) ?? [];
  if (level === undefined || Number(level) > MOST_LEVEL || groups.startsWith('x000/')) return undefined;
  const index = Number(groups.replaceAll(/[x/]/g, '') + last);
  const width = part === undefined ? TILE_WIDTH : Number(part);
  const whole = part !== undefined && width >= TILE_WIDTH;
  return whole || !Number.isSafeInteger(index) ? undefined : { level: Number(level), index, width };
}

import { textIn } from './edited-bundle.js';

const SHOWN = 100;

/** A bundle as the page of the format shows it: every file in its order; of JSON the beginning of the first line. */
export function listed(bundle: ReadonlyMap<string, Uint8Array>): string {
  return [...bundle.keys()]
    .map((name) => {
      const [line = ''] = textIn(bundle, name).split('\n');
      if (!/\.jsonl?$/.test(name)) return `${name}\n`;
      return `${name}\n  ${line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line}\n`;
    })
    .join('');
}

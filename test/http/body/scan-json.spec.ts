import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MAX_JSON_DEPTH, scanJson } from '../../../src/http/body/scan-json.js';

describe('scanJson', () => {
  it('finds nothing wrong with anything that JSON.stringify writes', () => {
    const shallow = fc.json({ maxDepth: 5 });
    fc.assert(
      fc.property(shallow, fc.constantFrom(undefined, 2, '\t'), (text, indent) => {
        expect(scanJson(JSON.stringify(JSON.parse(text), null, indent))).toBeUndefined();
      }),
    );
  });

  it('accepts nothing that JSON.parse refuses, wherever a text is damaged', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom('', ',', '}', ']', '"', '\\', 'x', '\u0007', '0', '-'),
        (text, at, put) => {
          const cut = at % (text.length + 1);
          const damaged = text.slice(0, cut) + put + text.slice(cut + 1);
          const parses = canParse(damaged);
          const fault = scanJson(damaged);
          // The scan may also refuse a name that is given twice, which JSON.parse lets pass.
          if (!parses) expect(fault).toBeDefined();
          else if (fault) expect(fault.en).toContain('given twice');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('finds the second of two equal names, however they are written', () => {
    expect(scanJson('{"a":1,\n "\\u0061":2}')).toMatchObject({ line: 2, column: 2, offset: 9 });
    expect(scanJson('{"a":{"b":1},"b":{"a":2}}')).toBeUndefined();
  });

  it('reads a long text, plain or full of escapes, in one go', () => {
    expect(scanJson(`"${'x'.repeat(1_000_000)}"`)).toBeUndefined();
    expect(scanJson(`"${String.raw`\n文`.repeat(200_000)}"`)).toBeUndefined();
    expect(scanJson(`"${'x'.repeat(1_000_000)}`)).toMatchObject({ offset: 1_000_001 });
  });

  it('bounds the depth without a stack overflow', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(scanJson(nested(MAX_JSON_DEPTH))).toBeUndefined();
    expect(scanJson(nested(MAX_JSON_DEPTH + 1))).toMatchObject({ offset: MAX_JSON_DEPTH });
    expect(scanJson('['.repeat(1_000_000))).toMatchObject({ offset: MAX_JSON_DEPTH });
  });
});

function canParse(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

import { describe, expect, it } from '@jest/globals';
import { loadSettings } from '../../../src/outside/settings/load-settings.js';
import { contradictoryMaterials, unsafeMaterials } from '../../../src/outside/settings/material-rules.js';
import type { Settings } from '../../../src/outside/settings/settings.js';

const shipped = loadSettings({});
const having = (
  materials: Partial<Settings['materials']>,
  http: Partial<Settings['http']> = {},
): Settings => ({
  ...shipped,
  materials: { ...shipped.materials, ...materials },
  http: { ...shipped.http, ...http },
});
const places = (findings: readonly { readonly place: string }[]): readonly string[] =>
  findings.map(({ place }) => place);

describe('settings of materials', () => {
  it('are in order as they are shipped', () => {
    expect([...contradictoryMaterials(shipped), ...unsafeMaterials(shipped)]).toEqual([]);
  });

  it('contradict themselves: a bucket without a name, nothing that is taken, a file larger than a case', () => {
    const found = contradictoryMaterials(having({ store: 's3', kinds: [], fileBytes: 10, caseBytes: 9 }));
    expect(places(found)).toEqual(['materials.bucket', 'materials.kinds', 'materials.fileBytes']);
    expect(contradictoryMaterials(having({ store: 's3', bucket: 'materials' }))).toEqual([]);
  });

  it.each([
    ['none', '127.0.0.1', false],
    ['none', '0.0.0.0', true],
    ['elsewhere', '0.0.0.0', false],
    ['unix:///run/clamav/clamd.ctl', '0.0.0.0', false],
    ['tcp://127.0.0.1:3310', '0.0.0.0', false],
    ['tcp://[::1]:3310', '0.0.0.0', false],
    ['tcp://scanner.example:3310', '127.0.0.1', true],
  ])('with the scanner %s on %s are unsafe: %s', (scanner, host, unsafe) => {
    expect(unsafeMaterials(having({ scanner }, { host })).length > 0).toBe(unsafe);
  });
});

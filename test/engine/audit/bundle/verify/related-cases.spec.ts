import { describe, expect, it } from '@jest/globals';
import { rewritten } from '../../../../support/evidence/attacks/rewritten-log.js';
import { judged } from '../../../../support/evidence/edited-bundle.js';
import { sampleBundle } from '../../../../support/evidence/sample-bundle.js';
import { sampleLog } from '../../../../support/evidence/sample-log.js';

const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const log = sampleLog({ records: 12 });

/** What the verifier says is not proven of a case that was opened so. */
function notProven(opened?: object): readonly { readonly code: string }[] {
  const opening = rewritten(log, (one) =>
    one.stream === log.subject && one.seq === 0
      ? { ...one, data: { ...one.data, ...(opened !== undefined && { opened }) } }
      : one,
  );
  const report = judged(sampleBundle(opening), log.policy);
  expect(report.exitCode).toBe(0);
  return report.notProven;
}

describe('cases related to the one that a bundle is about', () => {
  it('are named as not proven: their records are not in the bundle', () => {
    const said = notProven({ related: { parent: [ID] } }).filter(({ code }) => code === 'related-cases');
    expect(said).toHaveLength(1);
    expect(JSON.stringify(said)).toContain(ID);
  });

  it.each([
    [undefined],
    [{ related: {} }],
    [{ related: 'all' }],
    [{ related: { parent: ['\u001b[2J', 7] } }],
  ])('are none where the opening names none by its id: %j', (opened) => {
    expect(notProven(opened).map(({ code }) => code)).not.toContain('related-cases');
  });
});

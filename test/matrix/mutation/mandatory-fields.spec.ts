import { describe, expect, it } from '@jest/globals';
import { documentsIssued, fieldsLeftOut } from '../../workflows/mandatory-fields.js';

describe('a mandatory field', () => {
  it.each(documentsIssued(1))('of %s: without it nothing is issued, and it is named', (document, issue) => {
    const { tried, unmissed } = fieldsLeftOut(document, issue);
    expect(tried).toBeGreaterThan(2);
    expect(unmissed).toEqual([]);
  });
});

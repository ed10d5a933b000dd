import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { caseOfReceipt, receiptOf } from '../../../src/engine/case/receipt.js';

const caseId = fc.uuid({ version: 4 });

describe('receipt numbers', () => {
  it('lead back to the beginning of the case’s id', () => {
    fc.assert(
      fc.property(caseId, (id) => {
        const receipt = receiptOf(id) ?? '';
        expect(receipt).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{5}$/);
        expect(id.startsWith(caseOfReceipt(receipt) ?? 'none')).toBe(true);
      }),
    );
  });

  it('are read however people write them: small letters, spaces, O for 0, I and L for 1', () => {
    fc.assert(
      fc.property(caseId, (id) => {
        const receipt = receiptOf(id) ?? '';
        const written = receipt.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
        expect(caseOfReceipt(written)).toBe(caseOfReceipt(receipt));
      }),
    );
  });

  it('notice two neighbours that changed places, and nine in ten wrong symbols', () => {
    const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    let wrong = 0;
    let noticed = 0;
    fc.assert(
      fc.property(caseId, fc.nat(10), fc.nat(31), (id, at, other) => {
        const plain = (receiptOf(id) ?? '').replaceAll('-', '');
        const [a = '', b = ''] = [plain[at], plain[at + 1]];
        if (a !== b && Math.abs(symbols.indexOf(a) - symbols.indexOf(b)) !== 29) {
          const swapped = plain.slice(0, at) + b + a + plain.slice(at + 2);
          expect(caseOfReceipt(swapped)).toBeUndefined();
        }
        const changed = plain.slice(0, at) + (symbols[other] ?? '') + plain.slice(at + 1);
        if (changed === plain) return;
        wrong += 1;
        if (caseOfReceipt(changed) === undefined) noticed += 1;
      }),
      { numRuns: 1000 },
    );
    expect(noticed / wrong).toBeGreaterThan(0.9);
  });

  it('are nothing but receipt numbers', () => {
    for (const text of ['', 'X', '0000-0000-00000-0', 'ABCD-EFGH-JKMNU', '💩'.repeat(7)]) {
      expect(caseOfReceipt(text)).toBeUndefined();
    }
    expect(receiptOf('00000000-0000-8000-8000-000000000002')).toBeUndefined();
  });
});

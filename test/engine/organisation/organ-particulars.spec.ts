import { describe, expect, it } from '@jest/globals';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { speakingOrgan } from '../../../src/engine/organisation/organ-particulars.js';
import { emptyOrganisation, type Unit } from '../../../src/engine/organisation/organisation.js';

const from = '2014-01-01' as CivilDate;
const units: Readonly<Record<string, Unit>> = {
  city: { title: '市政府', organ: true, from, particulars: { codeWord: '云政', court: '中级法院' } },
  bureau: {
    ...{ title: '市场监管局', parent: 'city', organ: true, from },
    particulars: { codeWord: '云市监', address: '中心大道18号', phone: '0999-1', court: '城东法院' },
  },
  hall: { title: '窗口', parent: 'bureau', from, particulars: { address: '政务中心二楼', codeWord: '窗' } },
  desk: { title: '三号窗口', parent: 'hall', from, particulars: { phone: '0999-3' } },
  bare: { title: '新局', parent: 'city', organ: true, from },
  stray: { title: '无主', from },
};
const index = { organisation: { ...emptyOrganisation('市'), units } };

describe('the organ in whose name a document goes out', () => {
  it('is the nearest organ; a unit below it has at most an address and a telephone of its own', () => {
    expect(speakingOrgan(index, 'desk')).toEqual({
      ...{ id: 'bureau', title: '市场监管局' },
      particulars: { codeWord: '云市监', address: '政务中心二楼', phone: '0999-3', court: '城东法院' },
    });
    expect(speakingOrgan(index, 'bureau')?.particulars.address).toBe('中心大道18号');
  });

  it('has nothing of the organ above it: neither its code word nor its court', () => {
    expect(speakingOrgan(index, 'bare')).toEqual({ id: 'bare', title: '新局', particulars: {} });
  });

  it('is nobody where no organ stands above the unit', () => {
    expect(speakingOrgan(index, 'stray')).toBeUndefined();
    expect(speakingOrgan(index, 'nowhere')).toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import { restrictedFields } from '../../../../src/engine/case/documents/restricted-fields.js';
import { procedureFrom } from '../../../support/procedures.js';

const { definition } = procedureFrom('workflows/national/administrative-licence/procedure.yaml');
const outward = Object.values(definition.documents).filter(({ to }) => to !== undefined);

describe('fields of documents that would say something restricted', () => {
  it('are none while nothing is', () => {
    for (const document of Object.values(definition.documents))
      expect(restrictedFields(definition, document, [])).toEqual([]);
  });

  it('are the addressee’s, wherever a document goes out to him', () => {
    expect(outward.length).toBeGreaterThan(0);
    for (const document of outward) {
      const found = restrictedFields(definition, document, [['names', document.to ?? '']]);
      expect(found[0]).toBe('主送机关');
      expect(restrictedFields(definition, document, [['names', 'somebody-else']])).toEqual([]);
    }
  });

  it('are those whose expression reads every one of the words, and no others', () => {
    const fields = {
      电话: { from: 'inputs.receive.phone' },
      往来: { from: ['form.x', 'done.receive[1].input.phone'] },
      其他: { from: 'inputs.receive.phoneNumber' },
      案由: { from: 'case.subject' },
    };
    const document = { title: '通知', basis: '许可法 32', fields } as never;
    const of = (...words: string[]) => restrictedFields(definition, document, [words]);
    expect(of('inputs', 'receive', 'phone')).toEqual(['电话']);
    expect(of('done', 'receive', 'phone')).toEqual(['往来']);
    expect(of('inputs', 'accept', 'phone')).toEqual([]);
    expect(of('case', 'subject')).toEqual(['案由']);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import {
  fragmentSchema,
  overlaySchema,
  procedureSchema,
} from '../../../../src/engine/law/shape/definition-schemas.js';
import { fixture, TOY, TOY_HEARING } from '../toy-procedure.js';
import { SHAPE_MISTAKES } from '../wrong-definitions.js';

const ajv = new Ajv2020({ strict: false });
const validProcedure = ajv.compile(procedureSchema());
const validFragment = ajv.compile(fragmentSchema());
const WORKFLOWS = new URL('../../../../workflows/', import.meta.url);

describe('the shipped JSON Schemas', () => {
  it.each([
    ['procedure.schema.json', procedureSchema],
    ['fragment.schema.json', fragmentSchema],
    ['overlay.schema.json', overlaySchema],
  ])('%s is the one that the checker derives from the same description', (file, schema) => {
    expect(JSON.parse(readFileSync(new URL(file, WORKFLOWS), 'utf8'))).toEqual(schema());
  });

  it('accept the toy procedure and its fragment', () => {
    expect(accepts(validProcedure, fixture(TOY))).toBe(true);
    expect(accepts(validFragment, fixture(TOY_HEARING))).toBe(true);
  });

  it.each(SHAPE_MISTAKES.map(({ what, change }) => [what, change] as const))('refuse %s', (_, [from, to]) => {
    const text = fixture(TOY).replace(from, () => to.replace('¦', ''));
    expect(accepts(validProcedure, text)).toBe(false);
  });
});

function accepts(valid: ValidateFunction, text: string): boolean {
  return valid(parse(text));
}

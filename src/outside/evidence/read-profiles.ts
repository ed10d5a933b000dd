import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import type { DisclosureProfile } from '../../usecases/evidence/disclosure.js';
import { PART_KINDS } from '../../usecases/evidence/part-kinds.js';

/** A disclosure profile that cannot be used: the service does not start with it. */
export class DisclosureProfileError extends Error {
  override readonly name = 'DisclosureProfileError';
}

const RULE = {
  disclose: { type: 'boolean' },
  basis: { type: 'array', minItems: 1, items: { type: 'string', pattern: '^\\S+ \\S+$' } },
};

const TEXT = {
  ...{ type: 'object', additionalProperties: false, required: ['zh', 'en'] },
  properties: { zh: { type: 'string' }, en: { type: 'string' } },
};

const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['profile', 'title', 'granted', 'parts', 'materials', 'restricted', 'sensitiveDocuments'],
  properties: {
    profile: { type: 'string', pattern: '^[a-z][a-z-]{1,30}$' },
    title: TEXT,
    granted: { type: 'array', minItems: 1, items: { type: 'string' } },
    publishedOnly: { type: 'boolean' },
    purpose: {
      ...{ type: 'object', additionalProperties: false, required: ['names', 'say', 'basis'] },
      properties: { names: { type: 'string', format: 'regex' }, say: TEXT, basis: RULE.basis },
    },
    parts: {
      ...{ type: 'object', additionalProperties: false, required: PART_KINDS },
      properties: Object.fromEntries(
        PART_KINDS.map((kind) => [
          kind,
          { type: 'object', additionalProperties: false, required: ['disclose', 'basis'], properties: RULE },
        ]),
      ),
    },
    restricted: {
      ...{ type: 'object', additionalProperties: false, required: ['disclose', 'basis'] },
      properties: RULE,
    },
    sensitiveDocuments: { enum: ['as-sensitive', 'as-document'] },
    materials: {
      ...{ type: 'object', additionalProperties: false, required: ['disclose', 'kinds', 'basis'] },
      properties: {
        ...RULE,
        kinds: { type: 'array', items: { enum: ['own', 'others'] }, uniqueItems: true },
      },
    },
  },
};

const validate = new Ajv2020({ allErrors: true, formats: { regex: isRegex } }).compile<
  Omit<DisclosureProfile, 'publishedOnly'>
>(SCHEMA);

function isRegex(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

/** Every `<folder>/<profile>.yaml`, by its name. @throws DisclosureProfileError naming the file and what is wrong in it */
export function readProfiles(folder: string): ReadonlyMap<string, DisclosureProfile> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return new Map(
    files.toSorted().map((name) => {
      const profile = readProfile(join(folder, name));
      if (`${profile.profile}.yaml` !== name)
        throw new DisclosureProfileError(`${folder}/${name}: the profile is named ${profile.profile}`);
      return [profile.profile, profile];
    }),
  );
}

function readProfile(path: string): DisclosureProfile {
  const content: unknown = parse(readFileSync(path, 'utf8'));
  if (!validate(content)) {
    const wrong = (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath} ${message ?? ''}`,
    );
    throw new DisclosureProfileError(`${path}: ${wrong.join('; ')}`);
  }
  return { publishedOnly: false, ...content };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { documentDigest } from '../../engine/audit/digest.js';
import type { DigestPair, Hash } from '../../engine/audit/record.js';
import { PowerPoliciesError } from './power-policies-error.js';
import { type ActionShapes, readSchema, SCHEMA_FILE } from './read-schema.js';
import { type PowerPolicy, readPolicies } from './read-policies.js';

/** A policy set as read: parsed, validated against its schema, every policy annotated. */
export interface PowerPolicies {
  /** In the order of files and lines. */
  readonly policies: readonly PowerPolicy[];
  /** What each action is asked with. */
  readonly shapes: ActionShapes;
  /** Canonical JSON of all its files by name: the document of which `powerRules` is the digest. */
  readonly text: string;
}

/** Files of a policy set by their name in its folder, such as `policies/acts.cedar`. */
export type PolicyFiles = Readonly<Record<string, string>>;

/**
 * The policy set of a folder: `schema.cedarschema` and `policies/*.cedar`.
 *
 * @throws PowerPoliciesError for a file that is missing or does not parse, a policy that does not fit the schema or can
 * never speak, a missing or unknown annotation, an id used twice.
 */
export function loadPowerPolicies(folder: string): PowerPolicies {
  return powerPoliciesFrom(policyFiles(folder));
}

/** The policy set that was read last: who reads the same files again gets it as it is. */
let last: { readonly read: string; readonly policies: PowerPolicies } | undefined;

/** The same from the contents of the files. @throws PowerPoliciesError */
export function powerPoliciesFrom(files: PolicyFiles): PowerPolicies {
  const read = JSON.stringify(files);
  if (last?.read !== read) last = { read, policies: readFrom(files) };
  return last.policies;
}

function readFrom(files: PolicyFiles): PowerPolicies {
  const schema = files[SCHEMA_FILE];
  if (schema === undefined) throw new PowerPoliciesError(`${SCHEMA_FILE}: no such file`);
  const shapes = readSchema(schema);
  return { policies: readPolicies(files, schema), shapes, text: canonicalJson(files) };
}

/** Identity of a policy set: the `rules` of the records that it decided. */
export function powerRules(policies: PowerPolicies, hash: Hash): DigestPair {
  return documentDigest(policies.text, hash);
}

/** The files of a policy set's folder. @throws PowerPoliciesError when it cannot be read */
export function policyFiles(folder: string): PolicyFiles {
  try {
    const names = readdirSync(join(folder, 'policies')).filter((name) => name.endsWith('.cedar'));
    const paths = [SCHEMA_FILE, ...names.map((name) => `policies/${name}`)];
    return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
  } catch (error) {
    throw new PowerPoliciesError(`${folder}: ${(error as Error).message}`);
  }
}

import { readFileSync } from 'node:fs';
import type { CivilDate } from '../../engine/clock/time.js';
import { checkChanges } from '../../engine/organisation/check-changes.js';
import type { OrganisationChange } from '../../engine/organisation/organisation-change.js';
import { emptyOrganisation, type AdministratorRole } from '../../engine/organisation/organisation.js';
import { inReadingOrder, problemLine, type Problem } from '../../engine/law/problem.js';
import { readYaml } from '../../engine/law/read-yaml.js';
import { checkShape } from '../../engine/law/shape/shape-check.js';
import { problemAt } from '../../engine/law/source-map.js';
import type { PersonKind } from '../../usecases/ports.js';
import { changesOf, heldPosts } from './organisation-changes.js';
import type { OrganisationFile } from './organisation-file.js';
import { type KnownProcedures, wrongNames } from './organisation-references.js';
import { organisationShape } from './organisation-shape.js';
import { SeedError } from './seed-error.js';

/** An organisation read from its file, ready to be put on record. */
export interface ReadOrganisation {
  readonly authority: string;
  readonly validFrom: CivilDate;
  readonly changes: readonly OrganisationChange[];
  readonly names: readonly { readonly person: string; readonly name: string; readonly kind: PersonKind }[];
  /** Everybody, with the name he would sign in with. */
  readonly accounts: readonly SeededAccount[];
  /** Whether everybody in it is made up. */
  readonly invented: boolean;
}

/** A person who may be given an account. */
export interface SeededAccount {
  readonly person: string;
  readonly name: string;
  readonly account: string;
  /** The posts of the definitions that he fills. */
  readonly posts: readonly string[];
  readonly administrator?: AdministratorRole;
}

/**
 * Reads an organisation from YAML. `procedures`: when given, procedures and acts that the file names must be among
 * them.
 *
 * @throws SeedError with every problem of the file: line, column, what is wrong, what was probably meant.
 */
export function readOrganisation(path: string, procedures?: KnownProcedures): ReadOrganisation {
  const { value, source, problems } = readYaml({ path, text: textOf(path) });
  if (problems.length > 0) throw seedError(problems);
  const shaped = checkShape(organisationShape, value);
  if (shaped.problems.length > 0) throw seedError(shaped.problems.map((one) => problemAt(source, one)));
  const file = shaped.value as OrganisationFile;
  const wrong = wrongNames(file, procedures);
  if (wrong.length > 0) throw seedError(wrong.map((one) => problemAt(source, one)));
  const placed = changesOf(file);
  const changes = placed.map(({ change }) => change);
  const conflicts = checkChanges(emptyOrganisation(file.authority), changes, file.validFrom);
  if (conflicts.length > 0) {
    throw seedError(
      conflicts.map(({ index, code, say, basis }) =>
        problemAt(source, {
          code,
          path: placed[index]?.path ?? '',
          message: `${say.zh} / ${say.en} (${basis.join(', ')})`,
        }),
      ),
    );
  }
  const { authority, validFrom, invented = false } = file;
  return { authority, validFrom, changes, names: namesOf(file), accounts: accountsOf(file), invented };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new SeedError(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function seedError(problems: readonly Problem[]): SeedError {
  return new SeedError(inReadingOrder(problems).map(problemLine).join('\n'));
}

function namesOf(file: OrganisationFile): ReadOrganisation['names'] {
  return [
    ...file.people.map(({ person, name, kind = 'officer' }) => ({ person, name, kind })),
    ...(file.public ?? []).map(({ person, name }) => ({ person, name, kind: 'public' as const })),
  ];
}

function accountsOf(file: OrganisationFile): readonly SeededAccount[] {
  const fills = new Map(file.posts.map((post) => [post.post, post.fills]));
  const roles = new Map(file.administrators.map(({ person, role }) => [person, role]));
  const officers = file.people.map((entry) => {
    const { person, name, account = person } = entry;
    const posts = heldPosts(entry).map((post) => fills.get(post) ?? post);
    const administrator = roles.get(person);
    return { person, name, account, posts: [...new Set(posts)], ...(administrator && { administrator }) };
  });
  const others = (file.public ?? []).map(({ person, name, account = person }) => ({
    person,
    name,
    account,
    posts: [],
  }));
  return [...officers, ...others];
}

import type { CaseState } from '../../engine/case/case-state.js';
import { againstContent } from '../../engine/case/materials/decide-filing.js';
import type { FilingFacts } from '../../engine/case/materials/material-state.js';
import type { Unmet } from '../../engine/case/refusal.js';
import type { Ports } from '../ports.js';
import { knownCase, placeOf } from '../reading/known-case.js';
import { mayReadClass } from '../reading/may-read.js';
import type { FilingRequest } from './filing-request.js';
import type { BlobFacts, MaterialPorts } from './material-ports.js';
import { ownUpload } from './own-upload.js';
import { scanBlob, settleUpload } from './settle-upload.js';

/** What is to be filed: a content that is kept and clean, or why it may not be. */
export type Content =
  | { readonly faults?: never; readonly facts: BlobFacts; readonly name: string }
  | { readonly faults: readonly Unmet[]; readonly content: FilingFacts['content'] };

/** Nothing that he could file: he has no such upload or material, or it is not whole yet. */
export class NoSuchContent extends Error {
  override readonly name = 'NoSuchContent';

  constructor(readonly why: 'noContent' | 'incomplete') {
    super(why);
  }
}

/**
 * Looks at an upload and scans it, when that did not come to an end before. It may take minutes: nobody else who works on
 * the case is to wait for it, so it is done before the filing.
 */
export async function prepareUpload(materials: MaterialPorts, id: string, person: string): Promise<void> {
  const upload = await ownUpload(materials, id, person);
  if (!upload || upload.received < upload.size) return;
  const settled = upload.state === 'open' ? await settleUpload(materials, upload) : upload;
  const facts = settled.digest && (await materials.book.find(settled.digest.sha256));
  if (facts) await scanBlob(materials, facts);
}

/**
 * Finds the content of a filing, as it stands now.
 *
 * @throws NoSuchContent
 */
export async function contentOf(
  ports: Ports,
  materials: MaterialPorts,
  request: FilingRequest,
  state: CaseState,
): Promise<Content> {
  const { content } = request;
  const found =
    content.source === 'reused'
      ? await earlierContent(ports, materials, request, content, state)
      : await uploadedContent(materials, content.upload, request.by.person);
  return ifClean(found);
}

/**
 * Finds the content of an upload of one's own, as it stands now.
 *
 * @throws NoSuchContent
 */
export async function contentOfUpload(
  materials: MaterialPorts,
  id: string,
  person: string,
): Promise<Content> {
  return ifClean(await uploadedContent(materials, id, person));
}

function ifClean(found: Content): Content {
  if (found.faults) return found;
  const { digest, size, mediaType, standing } = found.facts;
  if (standing === 'clean') return found;
  return faulty({ ...digest, size, mediaType, scan: standing });
}

async function uploadedContent(materials: MaterialPorts, id: string, person: string): Promise<Content> {
  const upload = await ownUpload(materials, id, person);
  if (!upload) throw new NoSuchContent('noContent');
  if (upload.state === 'open') throw new NoSuchContent('incomplete');
  if (upload.state === 'refused') return faulty({ size: upload.size, findings: upload.findings });
  const { digest, name } = upload;
  const facts = digest && (await materials.book.find(digest.sha256));
  if (!facts) throw new NoSuchContent('noContent');
  return { facts, name };
}

/** 免再交: he may read that case and what it holds, it is of the same applicant, and the version is in force there. */
async function earlierContent(
  ports: Ports,
  { book, reads }: MaterialPorts,
  { by, caseId }: FilingRequest,
  { from, sha256 }: { readonly from: string; readonly sha256: string },
  { parties }: CaseState,
): Promise<Content> {
  const found = from === caseId ? undefined : await knownCase(ports, from, by);
  const same = Object.values(found?.state.parties ?? {}).some((persons) =>
    persons.some((person) => Object.values(parties).some((others) => others.includes(person))),
  );
  if (!found || !same || !mayReadClass(placeOf(found), 'personal').allowed)
    throw new NoSuchContent('noContent');
  const row = Object.entries(found.state.materials ?? {}).find(
    ([, { versions, standing }]) => standing !== 'defective' && versions.at(-1)?.sha256 === sha256,
  );
  const facts = row && (await book.find(sha256));
  if (!facts) throw new NoSuchContent('noContent');
  const history = await reads.history(from, 0);
  const named = history.findLast(
    ({ change }) => change.did === 'filed' && change.id === row[0] && change.version.sha256 === sha256,
  );
  const name = named?.parts['file'];
  return { facts, name: typeof name === 'string' ? name : row[0] };
}

function faulty(content: FilingFacts['content']): Content {
  return { faults: againstContent(content), content };
}

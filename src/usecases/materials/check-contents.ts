import { BrokenBlob, type BlobFacts, type MaterialPorts } from './material-ports.js';

/** A content of a case's material that is not there, or is no longer what it was. */
export interface ContentFinding {
  readonly code: 'content-missing' | 'content-altered';
  readonly message: string;
}

const PAGE = 500;

/**
 * Looks for the content of every material that was ever filed: that it is there, in its length; with `whole`, that its
 * bytes are still those of its digest. Reads only, in bounded memory.
 */
export async function checkContents(
  { book, blobs }: Pick<MaterialPorts, 'book' | 'blobs'>,
  { whole }: { readonly whole: boolean },
): Promise<readonly ContentFinding[]> {
  const findings: ContentFinding[] = [];
  for (let after = ''; ;) {
    const page = await book.filed(after, PAGE);
    for (const facts of page) {
      const found = await faultOf(blobs, facts, whole);
      if (found) findings.push(found);
    }
    const last = page.at(-1);
    if (!last) return findings;
    after = last.digest.sha256;
  }
}

async function faultOf(
  blobs: MaterialPorts['blobs'],
  { digest: { sha256 }, size }: BlobFacts,
  whole: boolean,
): Promise<ContentFinding | undefined> {
  const there = await blobs.size(sha256);
  if (there === undefined) return { code: 'content-missing', message: `the content ${sha256} is missing` };
  const altered = {
    code: 'content-altered',
    message: `the content ${sha256} is no longer what it was`,
  } as const;
  if (there !== size) return altered;
  if (!whole) return undefined;
  try {
    for await (const _piece of blobs.read(sha256));
    return undefined;
  } catch (problem) {
    if (problem instanceof BrokenBlob) return altered;
    throw problem;
  }
}

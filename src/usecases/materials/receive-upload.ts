import { later } from '../identity/wall-time.js';
import type { Ports } from '../ports.js';
import type { FileFinding, MaterialPorts, Upload } from './material-ports.js';
import { TooManyBytes } from './material-ports.js';
import { ownUpload } from './own-upload.js';
import { settleUpload } from './settle-upload.js';

/** Bytes of an upload on their way in. */
export interface UploadPiece {
  readonly id: string;
  readonly person: string;
  /** Where the sender believes to go on. */
  readonly from: number;
  /** Bytes announced, where they are. */
  readonly length?: number;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Every way in which a piece can end. */
export type ReceivedPiece =
  | { readonly outcome: 'received'; readonly upload: Upload }
  | { readonly outcome: 'unknown' }
  /** Somebody else is sending it. */
  | { readonly outcome: 'busy' }
  | { readonly outcome: 'wrongOffset'; readonly received: number }
  | { readonly outcome: 'tooMany' }
  /** It is whole, and not accepted. */
  | { readonly outcome: 'refused'; readonly findings: readonly FileFinding[] };

/** Seconds for which an upload is its sender's alone after what was counted last: a dead process holds it no longer. */
const CLAIM_SECONDS = 10;

/** Somebody else has the upload by now. */
class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}

/**
 * Takes bytes of an upload from where it stands. What counts is safely on disk; whoever comes back after a break goes
 * on there. With the last byte the file is looked at, kept under its digest and scanned.
 */
export function receiveUpload(
  { ids }: Pick<Ports, 'ids'>,
  materials: MaterialPorts,
): (piece: UploadPiece) => Promise<ReceivedPiece> {
  return async (piece) => {
    const upload = await ownUpload(materials, piece.id, piece.person);
    if (!upload) return { outcome: 'unknown' };
    if (upload.state !== 'open') return piece.from === upload.size ? ended(upload) : wrongOffset(upload);
    if (piece.length !== undefined && piece.from + piece.length > upload.size) return { outcome: 'tooMany' };
    const writer = ids.randomUuid();
    // Who sends anew has given up what he sent before, even if we have not noticed yet.
    await materials.files.stop(piece.id);
    const claimed = await claim(materials, piece.id, writer);
    if (!claimed) return { outcome: 'busy' };
    try {
      return await taken(materials, claimed, writer, piece);
    } finally {
      await materials.uploads.release(piece.id, writer);
    }
  };
}

function claim({ uploads, wall }: MaterialPorts, id: string, writer: string): Promise<Upload | undefined> {
  const now = wall();
  return uploads.claim(id, writer, now, later(now, CLAIM_SECONDS));
}

async function taken(
  materials: MaterialPorts,
  upload: Upload,
  writer: string,
  { id, from, bytes }: UploadPiece,
): Promise<ReceivedPiece> {
  const { uploads, files, wall } = materials;
  if (upload.received !== from) return wrongOffset(upload);
  const counted = async (received: number): Promise<void> => {
    if (!(await uploads.count(id, writer, received, later(wall(), CLAIM_SECONDS)))) throw new ClaimLost();
  };
  try {
    const received = await files.append(id, from, upload.size, bytes, counted);
    if (received < upload.size) return { outcome: 'received', upload: { ...upload, received } };
    return ended(await settleUpload(materials, { ...upload, received }));
  } catch (problem) {
    if (problem instanceof TooManyBytes) return { outcome: 'tooMany' };
    if (problem instanceof ClaimLost) return { outcome: 'busy' };
    throw problem;
  }
}

function ended(upload: Upload): ReceivedPiece {
  return upload.state === 'refused'
    ? { outcome: 'refused', findings: upload.findings }
    : { outcome: 'received', upload };
}

function wrongOffset({ received }: Upload): ReceivedPiece {
  return { outcome: 'wrongOffset', received };
}

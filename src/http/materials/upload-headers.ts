import type { FastifyRequest } from 'fastify';
import type { FileClaim } from '../../usecases/materials/material-ports.js';
import { textFault } from '../body/clean-text.js';
import { invalidRequest, Problem } from '../problems/problem.js';

/** The one version of tus that is spoken here. */
export const TUS = '1.0.0';

/** What of tus beyond its core. */
export const TUS_EXTENSIONS = 'creation,expiration,termination';

/** The content type of pieces of an upload. */
export const PIECE = 'application/offset+octet-stream';

const MOST_METADATA = 8_192;

/** @throws Problem `upload-protocol` */
export function requireTus({ headers }: FastifyRequest): void {
  if (headers['tus-resumable'] === TUS) return;
  throw new Problem('upload-protocol', { headers: { 'tus-version': TUS } });
}

/** What is said of the file that is to come: `Upload-Length`, and `filename` and `filetype` of `Upload-Metadata`. */
export function claimOf({ headers }: FastifyRequest): FileClaim {
  const size = byteCount(headers['upload-length'], 'Upload-Length');
  const metadata = metadataOf(headers['upload-metadata']);
  const name = metadata.get('filename') ?? metadata.get('name');
  if (name === undefined || name === '') {
    throw invalidRequest('header:Upload-Metadata', '缺少 filename', 'filename is missing');
  }
  const mediaType = metadata.get('filetype') ?? metadata.get('type') ?? '';
  return { name: name.normalize('NFC'), mediaType: mediaType.toLowerCase(), size };
}

/** A header that counts bytes. @throws Problem `invalid-request` */
export function byteCount(header: string | string[] | undefined, name: string): number {
  if (typeof header === 'string' && /^(0|[1-9]\d{0,14})$/.test(header)) return Number(header);
  throw invalidRequest(`header:${name}`, '应为字节数', 'must be a number of bytes');
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function metadataOf(header: string | string[] | undefined): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  if (header === undefined || header === '') return values;
  if (typeof header !== 'string' || header.length > MOST_METADATA) throw badMetadata();
  for (const pair of header.split(',')) {
    const [, key, encoded = ''] =
      /^\s*([\x21-\x2b\x2d-\x7e]+)(?: ([A-Za-z0-9+/]*={0,2}))?\s*$/.exec(pair) ?? [];
    if (key === undefined || values.has(key)) throw badMetadata();
    values.set(key, textOf(encoded));
  }
  return values;
}

function textOf(encoded: string): string {
  try {
    const text = utf8.decode(Buffer.from(encoded, 'base64'));
    if (!textFault(text)) return text;
  } catch {
    // Told below, as any other text that is none.
  }
  throw badMetadata();
}

function badMetadata(): Problem {
  return invalidRequest(
    'header:Upload-Metadata',
    '应为“键 Base64(UTF-8)”的列表，键不得重复',
    'must be a list of “key base64(UTF-8)”, each key once',
  );
}

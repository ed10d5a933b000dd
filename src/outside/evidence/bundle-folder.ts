import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { bagFiles } from '../../engine/audit/bundle/write/bag-manifests.js';
import { BUNDLE_BASE, BUNDLE_FILE, inBundleOrder } from '../../engine/audit/bundle/write/bundle-files.js';
import { storedZip, storedZipSize } from '../../engine/audit/bundle/write/stored-zip.js';
import { textDigest } from '../../engine/audit/digest.js';
import type { DigestPair } from '../../engine/audit/record.js';
import type { BundleDraft, BundleShelf } from '../../usecases/evidence/evidence-ports.js';
import { nodeHash } from '../crypto/node-hash.js';

const OWNER_ONLY = 0o600;
const FOLDER_OF_OWNER = 0o700;
const SHA256 = /^[0-9a-f]{64}$/;

/** Bundles are cleared away after so long: whoever has not fetched his by then asks again. */
const KEPT_MS = 60 * 60 * 1000;

/** Bundles in a folder of this machine, or one that all processes share; only their owner, the service, may read them. */
export class BundleFolder implements BundleShelf {
  constructor(private readonly folder: string) {}

  async begin(): Promise<BundleDraft> {
    await mkdir(this.folder, { recursive: true, mode: FOLDER_OF_OWNER });
    await this.clear();
    const draft = join(this.folder, `${randomUUID()}.draft`);
    await mkdir(draft, { mode: FOLDER_OF_OWNER });
    return new DraftFolder(draft, (manifest) => this.#pathOf(manifest));
  }

  async take(
    manifest: string,
  ): Promise<{ readonly size: number; readonly content: AsyncIterable<Uint8Array> } | undefined> {
    if (!SHA256.test(manifest)) return undefined;
    const path = this.#pathOf(manifest);
    const found = await stat(path).catch(() => undefined);
    // A file's age is the machine's affair: simulated time stands still.
    if (!found || found.mtimeMs < Date.now() - KEPT_MS) return undefined;
    return { size: found.size, content: createReadStream(path) };
  }

  async clear(): Promise<number> {
    let gone = 0;
    for (const name of await namesIn(this.folder)) {
      const path = join(this.folder, name);
      const found = await stat(path).catch(() => undefined);
      if (!found || found.mtimeMs >= Date.now() - KEPT_MS) continue;
      await rm(path, { recursive: true, force: true });
      gone += 1;
    }
    return gone;
  }

  #pathOf(manifest: string): string {
    return join(this.folder, `${manifest}.zip`);
  }
}

/** What is in a folder; nothing while nobody made it. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw problem;
  }
}

/** A file of the bundle, measured. */
interface Entry extends DigestPair {
  readonly name: string;
  readonly size: number;
  readonly crc32: number;
  readonly open: () => AsyncIterable<Uint8Array>;
}

class DraftFolder implements BundleDraft {
  readonly #entries: Entry[] = [];

  constructor(
    private readonly folder: string,
    private readonly pathOf: (manifest: string) => string,
  ) {}

  async text(name: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
    const path = join(this.folder, String(this.#entries.length));
    const file = await open(path, 'wx', OWNER_ONLY);
    try {
      const measured = await measure(writing(file, pieces));
      this.#entries.push({ name, ...measured, open: () => createReadStream(path) });
    } finally {
      await file.close();
    }
  }

  async content(name: string, from: () => AsyncIterable<Uint8Array>): Promise<void> {
    this.#entries.push({ name, ...(await measure(from())), open: from });
  }

  async finish(subject: string): Promise<{ readonly manifest: DigestPair; readonly size: number }> {
    const tags = bagFiles(subject, this.#entries, nodeHash);
    const all = [...[...tags].map(([name, text]) => tagEntry(name, text)), ...this.#entries];
    const entries = inBundleOrder(all).map((entry) => ({ ...entry, name: BUNDLE_BASE + entry.name }));
    const manifest = textDigest(tags.get(BUNDLE_FILE.tagManifest) as string, nodeHash);
    const path = join(this.folder, 'bundle.zip');
    const file = await open(path, 'wx', OWNER_ONLY);
    try {
      for (const piece of storedZip(entries)) {
        if (piece instanceof Uint8Array) await file.writeFile(piece);
        else for await (const chunk of piece.open()) await file.writeFile(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(path, this.pathOf(manifest.sha256));
    return { manifest, size: storedZipSize(entries) };
  }

  discard(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

/** Lines are put together before they are written: one call for each would be most of the time. */
const WRITE_CHARACTERS = 256 * 1024;

async function* writing(
  file: FileHandle,
  pieces: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<Uint8Array> {
  let gathered = '';
  for await (const piece of pieces) {
    gathered += piece;
    if (gathered.length < WRITE_CHARACTERS) continue;
    yield await written(file, gathered);
    gathered = '';
  }
  if (gathered !== '') yield await written(file, gathered);
}

async function written(file: FileHandle, text: string): Promise<Uint8Array> {
  const bytes = Buffer.from(text, 'utf8');
  await file.writeFile(bytes);
  return bytes;
}

async function measure(
  bytes: AsyncIterable<Uint8Array>,
): Promise<DigestPair & { readonly size: number; readonly crc32: number }> {
  const [sha256, sm3] = [createHash('sha256'), createHash('sm3')];
  let size = 0;
  let sum = 0;
  for await (const chunk of bytes) {
    sha256.update(chunk);
    sm3.update(chunk);
    sum = crc32(chunk, sum);
    size += chunk.length;
  }
  return { size, crc32: sum, sha256: sha256.digest('hex'), sm3: sm3.digest('hex') };
}

function tagEntry(name: string, text: string): Entry {
  const bytes = Buffer.from(text, 'utf8');
  const stream = async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes);
  };
  return { name, size: bytes.length, crc32: crc32(bytes), ...textDigest(text, nodeHash), open: stream };
}

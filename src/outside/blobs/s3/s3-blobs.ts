import { createReadStream } from 'node:fs';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { DigestPair } from '../../../engine/audit/record.js';
import {
  BrokenBlob,
  type Blobs,
  type ByteRange,
  type LocalFile,
} from '../../../usecases/materials/material-ports.js';
import { Turns } from '../../turns.js';
import { KnownGood, verified } from '../verified.js';

/** Where the bucket is. Credentials come from where the AWS tools look for them: environment, files, the machine's role. */
export interface S3Place {
  readonly bucket: string;
  readonly region: string;
  /** Of another service than AWS: `https://obs.example.gov.cn`. */
  readonly endpoint: string | null;
}

/** A part in memory, twice: one that is sent while the next is read. */
const PART_BYTES = 8 * 1024 * 1024;
/** Contents that are sent at once; others wait, so that memory stays what it is. */
const AT_ONCE = 2;

/** Contents in a bucket, each under its SHA-256. Large ones are sent in parts; what breaks off is given up there. */
export class S3Blobs implements Blobs {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #good = new KnownGood();
  readonly #turns = new Turns(AT_ONCE);

  constructor({ bucket, region, endpoint }: S3Place) {
    this.#bucket = bucket;
    this.#client = new S3Client({
      region,
      // Other services know buckets by their path, and no checksums beyond the signature.
      ...(endpoint !== null && { endpoint, forcePathStyle: true }),
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  async put({ sha256 }: DigestPair, file: LocalFile): Promise<void> {
    await this.#turns.begin();
    try {
      if ((await this.size(sha256)) === file.size) return;
      const body = createReadStream(file.path, { highWaterMark: 1024 * 1024 });
      const upload = new Upload({
        client: this.#client,
        params: { ...this.#place(sha256), Body: body, ContentType: 'application/octet-stream' },
        partSize: PART_BYTES,
        queueSize: 1,
      });
      await upload.done();
    } finally {
      this.#turns.end();
    }
  }

  async size(sha256: string): Promise<number | undefined> {
    return (await this.#head(sha256))?.ContentLength;
  }

  async *read(sha256: string, range?: ByteRange): AsyncGenerator<Uint8Array, void, undefined> {
    if (!range) {
      yield* verified(this.#bytes(sha256), sha256);
      return;
    }
    const head = await this.#head(sha256);
    if (!head) throw new BrokenBlob(`the content ${sha256} is missing`);
    // A part by itself proves nothing: the whole is read once before.
    await this.#good.check(sha256, `${head.ETag ?? ''} ${head.ContentLength ?? ''}`, () =>
      this.#bytes(sha256),
    );
    yield* this.#bytes(sha256, range);
  }

  async remove(sha256: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand(this.#place(sha256)));
  }

  async #head(sha256: string) {
    try {
      return await this.#client.send(new HeadObjectCommand(this.#place(sha256)));
    } catch (problem) {
      if (isMissing(problem)) return undefined;
      throw problem;
    }
  }

  async *#bytes(sha256: string, range?: ByteRange): AsyncGenerator<Uint8Array, void, undefined> {
    const part = range && { Range: `bytes=${range.from}-${range.to}` };
    const { Body } = await this.#client
      .send(new GetObjectCommand({ ...this.#place(sha256), ...part }))
      .catch((problem: unknown) => {
        throw isMissing(problem) ? new BrokenBlob(`the content ${sha256} is missing`) : problem;
      });
    if (!Body) throw new BrokenBlob(`the content ${sha256} is missing`);
    yield* Body as unknown as AsyncIterable<Uint8Array>;
  }

  #place(sha256: string): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.#bucket, Key: `${sha256.slice(0, 2)}/${sha256}` };
  }
}

function isMissing(problem: unknown): boolean {
  return problem instanceof S3ServiceException && problem.$metadata.httpStatusCode === 404;
}

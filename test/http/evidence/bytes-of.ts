import type { Response, Test } from 'supertest';

/** The request with its answer taken as it came, byte for byte. */
export function bytesOf(test: Test): Test {
  return test.buffer(true).parse((response: Response, done) => {
    const chunks: Buffer[] = [];
    const stream = response as unknown as NodeJS.ReadableStream;
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => done(null, Buffer.concat(chunks)));
  });
}

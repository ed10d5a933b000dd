import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What the fake answers to a content; `hang`: nothing, `hangUp`: it ends the connection. */
export type Behaviour = (content: Buffer) => string;

/** The test signature that every scanner knows, put together so that this file is not one. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** A daemon that speaks INSTREAM: finds the test signature, unless told otherwise. */
export async function startFakeClamd(
  place: number | string,
  behaviour: Behaviour = (content) =>
    content.includes(EICAR) ? 'stream: Win.Test.EICAR_HDB-1 FOUND' : 'stream: OK',
): Promise<{ readonly port: number; readonly received: Buffer[]; close(): Promise<void> }> {
  const received: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    serve(socket, received, behaviour);
  });
  await new Promise<void>((resolve) => {
    if (typeof place === 'string') server.listen(place, resolve);
    else server.listen(place, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'string' ? 0 : (address as AddressInfo).port,
    received,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function serve(socket: Socket, received: Buffer[], behaviour: Behaviour): void {
  let waiting = Buffer.alloc(0);
  let begun = false;
  const content: Buffer[] = [];
  socket.on('data', (piece) => {
    waiting = Buffer.concat([waiting, piece]);
    if (!begun) {
      const command = waiting.indexOf('zINSTREAM\0');
      if (command !== 0) return;
      begun = true;
      waiting = waiting.subarray(10);
    }
    while (waiting.length >= 4) {
      const length = waiting.readUInt32BE(0);
      if (waiting.length < 4 + length) return;
      if (length === 0) {
        const whole = Buffer.concat(content);
        received.push(whole);
        const answer = behaviour(whole);
        if (answer === 'hangUp') socket.destroy();
        else if (answer !== 'hang') socket.end(`${answer}\0`);
        return;
      }
      content.push(waiting.subarray(4, 4 + length));
      waiting = waiting.subarray(4 + length);
    }
  });
}

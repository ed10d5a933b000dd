import { connect, createServer, type Server, type Socket } from 'node:net';

/** When the wire is cut: before the bytes that hold the words pass, or after they have passed. */
export interface Cut {
  readonly words: string;
  readonly when: 'before' | 'after';
}

/** A TCP proxy whose wire can be cut, to lose a database at a chosen byte. */
export class CuttableProxy {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private cut: Cut | undefined;
  private port = 0;
  private open = true;

  constructor(private readonly target: URL) {
    this.server = createServer((client) => this.join(client));
  }

  /** The target's URL with the proxy's port. */
  async start(): Promise<string> {
    await new Promise<void>((ready) => this.server.listen(0, '127.0.0.1', ready));
    const address = this.server.address();
    this.port = typeof address === 'object' && address ? address.port : 0;
    const url = new URL(this.target);
    url.host = `127.0.0.1:${this.port}`;
    return url.href;
  }

  /** Cuts everything as soon as a client sends the words, and stays cut. */
  cutAt(cut: Cut): void {
    this.cut = cut;
  }

  /** Cuts everything now, and stays cut. */
  cutNow(): void {
    this.open = false;
    for (const socket of this.sockets) socket.destroy();
  }

  /** Lets new connections through again. */
  mend(): void {
    this.open = true;
    this.cut = undefined;
  }

  async stop(): Promise<void> {
    this.cutNow();
    await new Promise<void>((done) => this.server.close(() => done()));
  }

  private join(client: Socket): void {
    const upstream = connect(Number(this.target.port), this.target.hostname);
    for (const socket of [client, upstream]) {
      this.sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.sockets.delete(socket));
    }
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    if (!this.open) {
      client.destroy();
      return;
    }
    client.on('data', (bytes) => this.forward(bytes, upstream));
    upstream.on('data', (bytes) => client.write(bytes));
  }

  private forward(bytes: Buffer, upstream: Socket): void {
    const { cut } = this;
    if (!cut || !bytes.includes(cut.words)) {
      upstream.write(bytes);
      return;
    }
    if (cut.when === 'before') {
      this.cutNow();
      return;
    }
    // The server gets everything and answers into a wire that is cut: the client never learns.
    upstream.removeAllListeners('data');
    upstream.once('data', () => this.cutNow());
    upstream.write(bytes);
  }
}

import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { WORDS } from './comment-words.js';

/**
 * People who comment, in a process of their own, so that who measures acts is not who floods: `argv` gives port,
 * consultation and connections. A message `{ perSecond }` begins to send so many a second, open loop, `{ perSecond: 0 }`
 * ends it; then the parent is told how many receipts came back, in what time.
 */
const [port = '', consultation = '', connections = '200'] = process.argv.slice(2);

/** How often comments that are due are sent: they arrive one by one, not in heaps. */
const TICK_MS = 2;

interface Line {
  socket: Socket;
  heard: string;
  sentAt: number | null;
}

const lines: Line[] = [];
let perSecond = 0;
let began = 0;
let sent = 0;
let received = 0;
let refused = '';
let slowest = 0;
let ending = false;
let timer: NodeJS.Timeout | undefined;

function request(): string {
  const body = JSON.stringify({ text: WORDS, article: 'a3', consentToPublish: true });
  return [
    `POST /v1/public/consultations/${consultation}/comments HTTP/1.1`,
    'host: 127.0.0.1',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    `idempotency-key: ${randomUUID()}`,
    '',
    body,
  ].join('\r\n');
}

function hear(line: Line, text: string): void {
  line.heard += text;
  const end = line.heard.indexOf('\r\n\r\n');
  const length = /content-length: (\d+)/i.exec(line.heard)?.[1];
  if (end < 0 || Buffer.byteLength(line.heard.slice(end + 4)) < Number(length ?? 0)) return;
  if (line.heard.startsWith('HTTP/1.1 201') && line.heard.includes('"receipt":')) received += 1;
  else refused ||= line.heard;
  slowest = Math.max(slowest, performance.now() - (line.sentAt ?? 0));
  line.heard = '';
  line.sentAt = null;
  if (ending) tellWhenHeard();
}

function sendDue(): void {
  const due = ((performance.now() - began) / 1000) * perSecond - sent;
  for (const line of lines.filter(({ sentAt }) => sentAt === null).slice(0, Math.max(0, Math.floor(due)))) {
    line.sentAt = performance.now();
    line.socket.write(request());
    sent += 1;
  }
}

function tellWhenHeard(): void {
  if (lines.some(({ sentAt }) => sentAt !== null)) return;
  ending = false;
  process.send?.({ sent, received, refused, slowest, seconds: (performance.now() - began) / 1000 });
}

process.on('message', (wish: { readonly perSecond: number }) => {
  perSecond = wish.perSecond;
  clearInterval(timer);
  if (perSecond === 0) {
    ending = true;
    return tellWhenHeard();
  }
  began = performance.now();
  sent = 0;
  received = 0;
  slowest = 0;
  refused = '';
  timer = setInterval(sendDue, TICK_MS);
});

/** A connection that the server has closed is opened again; what was under way on it has no receipt. */
function connected(line: Line): Socket {
  const socket = connect(Number(port), '127.0.0.1').setNoDelay(true).setEncoding('utf8');
  socket.on('data', (text: string) => hear(line, text));
  socket.on('error', () => undefined);
  socket.on('close', () => {
    if (line.sentAt !== null) refused ||= 'the connection was closed';
    line.sentAt = null;
    line.heard = '';
    line.socket = connected(line);
    if (ending) tellWhenHeard();
  });
  return socket;
}

for (let n = 0; n < Number(connections); n += 1) {
  const line = { heard: '', sentAt: null } as unknown as Line;
  line.socket = connected(line);
  lines.push(line);
}

import { parseCount } from '../../engine/audit/log/checkpoint.js';
import type { NoteKey } from '../../engine/audit/log/note-key.js';
import {
  formatSignature,
  parseNote,
  parseSignature,
  type SignatureCheck,
  verifyNote,
} from '../../engine/audit/log/signed-note.js';
import { consistencyProof } from '../../engine/audit/log/tree-proof.js';
import { consistencyRuns } from '../../engine/audit/log/tree-shape.js';
import { formatAddCheckpoint } from '../../engine/audit/witness/add-checkpoint.js';
import type { Now } from '../ports.js';
import { type LogHashes, type LogReads, originOf, type PublishedCheckpoint } from './log-ports.js';
import { leadsToShown, type StandingPorts } from './log-standing.js';
import { shownCheckpoint } from './shown-checkpoint.js';
import type { WitnessReply } from './witness-service.js';
import type { CosignatureStore } from './witness-store.js';
import type { WitnessedCheckpoints } from './witnessed-checkpoints.js';

/** An answer of a witness, and to the checkpoint of which size. */
export interface WitnessAnswer extends Pick<WitnessReply, 'status' | 'text'> {
  readonly size: number;
}

/** A witness as the log reaches it: by HTTP, or by files that somebody carries. */
export interface Witness {
  readonly name: string;
  /** Of its cosignatures. */
  readonly key: NoteKey;
  /**
   * Asks for a cosignature of the checkpoint of this size. Answers that have come, to this request or to earlier ones, are
   * given once. @throws when it cannot be reached
   */
  ask(size: number, body: string): Promise<readonly WitnessAnswer[]>;
  /** Answers that have come without being asked for now. */
  collect(): Promise<readonly WitnessAnswer[]>;
  /**
   * The checkpoint of the log that it cosigned last, as it shows it: a note. Undefined: it shows none. Nothing in it counts
   * before the log's signature was verified. @throws when it cannot be reached
   */
  last(origin: string): Promise<string | undefined>;
}

export interface WitnessingPorts {
  readonly log: Pick<LogReads, 'latest' | 'nodes'>;
  readonly store: CosignatureStore;
  readonly witnesses: readonly Witness[];
  readonly hashes: LogHashes;
  readonly check: SignatureCheck;
  /** By what a checkpoint that a witness shows is known as the log's own, and where it is kept against the database. */
  readonly own: Pick<StandingPorts, 'log' | 'signedByLog'> & Pick<WitnessedCheckpoints, 'keep'>;
  /** Milliseconds between two requests to a witness at least. */
  readonly everyMs: number;
  /** Time of the wall. */
  readonly now: Now;
}

/** What a round came to, for each witness of which there is something to say. */
export type Witnessing = { readonly witness: string } & (
  | { readonly outcome: 'cosigned'; readonly size: number }
  /** The request was handed over; the answer is still to come. */
  | { readonly outcome: 'asked'; readonly size: number }
  | { readonly outcome: 'failed'; readonly reason: string }
  /**
   * It has cosigned a checkpoint that the database does not lead to: an older state of the log was restored, or it has a
   * second one. `proven`: it has shown the checkpoint with the log's own signature, which is kept; otherwise it only says so.
   */
  | { readonly outcome: 'ahead'; readonly size: number; readonly proven: boolean }
);

/**
 * Gives a round that has the latest checkpoint (SHA-256) cosigned by each witness: with a proof from what that witness
 * cosigned last, once more with the right one when it says that it was another. A cosignature is verified before it is
 * kept. No witness stops anything: who does not answer is asked again later.
 */
export function askWitnesses(ports: WitnessingPorts): () => Promise<readonly Witnessing[]> {
  const courses = ports.witnesses.map((witness) => new WitnessCourse(ports, witness));
  return async () => {
    const checkpoint = courses.length === 0 ? undefined : await ports.log.latest();
    if (!checkpoint) return [];
    const now = Date.parse(await ports.now.now());
    return (await Promise.all(courses.map((course) => course.round(checkpoint, now)))).flat();
  };
}

/**
 * Compares the database with what each witness cosigned last, before anything is signed: after a restore of database and
 * trusted checkpoint together, they alone know of what is lost. A witness that cannot be reached is said to be, and stops
 * nothing.
 */
export function compareWithWitnesses(ports: WitnessingPorts): () => Promise<readonly Witnessing[]> {
  const courses = ports.witnesses.map((witness) => new WitnessCourse(ports, witness));
  return async () => {
    const size = courses.length === 0 ? 0 : ((await ports.log.latest())?.size ?? 0);
    return (await Promise.all(courses.map((course) => course.compare(size)))).flat();
  };
}

class WitnessCourse {
  private askedMs = Number.NEGATIVE_INFINITY;
  /** What the witness said to have cosigned last, where that is not what we remember. */
  private said: number | undefined;

  constructor(
    private readonly ports: WitnessingPorts,
    private readonly witness: Witness,
  ) {}

  async round(checkpoint: PublishedCheckpoint, nowMs: number): Promise<readonly Witnessing[]> {
    const { name } = this.witness;
    try {
      const came = await this.takeAll(await this.witness.collect(), checkpoint.size);
      const last = (await this.ports.store.lastSize('sha256', this.witness.key.name)) ?? 0;
      const due = last < checkpoint.size && nowMs - this.askedMs >= this.ports.everyMs;
      if (!due) return came;
      this.askedMs = nowMs;
      return [...came, ...(await this.ask(checkpoint, this.said ?? last))];
    } catch (problem) {
      return [{ witness: name, outcome: 'failed', reason: (problem as Error).message }];
    }
  }

  async compare(size: number): Promise<readonly Witnessing[]> {
    try {
      const ahead = await this.provenAhead(size);
      return ahead === undefined ? [] : [ahead];
    } catch (problem) {
      return [{ witness: this.witness.name, outcome: 'failed', reason: (problem as Error).message }];
    }
  }

  /** Looks at the witness's last checkpoint, and keeps it when the database does not lead to it. */
  private async provenAhead(size: number): Promise<Witnessing | undefined> {
    const { own, log, hashes } = this.ports;
    const text = await this.witness.last(originOf(own.log, 'sha256'));
    const shown = text === undefined ? undefined : shownCheckpoint(own, text);
    if (!shown || (shown.size <= size && (await leadsToShown({ hashes }, log, shown)))) return undefined;
    await own.keep(shown.note);
    return { witness: this.witness.name, outcome: 'ahead', size: shown.size, proven: true };
  }

  private async ask(checkpoint: PublishedCheckpoint, oldSize: number): Promise<readonly Witnessing[]> {
    const answers = await this.send(checkpoint, oldSize);
    const outcomes = await this.takeAll(answers, checkpoint.size);
    const other = this.said;
    if (answers.length === 0)
      return [{ witness: this.witness.name, outcome: 'asked', size: checkpoint.size }];
    if (other === oldSize) return [await this.unlike(checkpoint)];
    if (other === undefined || other > checkpoint.size) return outcomes;
    return [...outcomes, ...(await this.takeAll(await this.send(checkpoint, other), checkpoint.size))];
  }

  /** A witness that saw just what we say it saw, and is in conflict, saw something else of that size. */
  private async unlike({ size }: PublishedCheckpoint): Promise<Witnessing> {
    const reason = 'the witness has seen another checkpoint of the same size';
    return (await this.provenAhead(size)) ?? { witness: this.witness.name, outcome: 'failed', reason };
  }

  private async send(
    { size, notes }: PublishedCheckpoint,
    oldSize: number,
  ): Promise<readonly WitnessAnswer[]> {
    const { log, hashes } = this.ports;
    const read = await log.nodes('sha256', consistencyRuns(oldSize, size).flat());
    const proof = consistencyProof(oldSize, size, read, hashes.sha256);
    const checkpoint = parseNote(notes.sha256);
    if (!checkpoint) throw new Error('a published checkpoint is no note');
    return this.witness.ask(size, formatAddCheckpoint({ oldSize: BigInt(oldSize), proof, checkpoint }));
  }

  private async takeAll(answers: readonly WitnessAnswer[], latest: number): Promise<readonly Witnessing[]> {
    const outcomes: Witnessing[] = [];
    for (const answer of answers) {
      const outcome = await this.take(answer, latest);
      if (outcome) outcomes.push(outcome);
    }
    return outcomes;
  }

  private async take({ size, status, text }: WitnessAnswer, latest: number): Promise<Witnessing | undefined> {
    const { name, key } = this.witness;
    const failed = (reason: string): Witnessing => ({ witness: name, outcome: 'failed', reason });
    if (status === 409) {
      const last = text.endsWith('\n') ? parseCount(text.slice(0, -1)) : undefined;
      if (last === undefined) return failed('the witness does not say what it cosigned last');
      if (last > BigInt(latest)) {
        const said = { witness: name, outcome: 'ahead', size: Number(last), proven: false } as const;
        return (await this.provenAhead(latest)) ?? said;
      }
      // Asked again at once, with the proof that it needs.
      this.said = Number(last);
      return undefined;
    }
    this.said = undefined;
    const fork = status === 422 ? await this.provenAhead(latest) : undefined;
    if (fork) return fork;
    if (status !== 200) return failed(`the witness refuses with status ${status}`);
    const source = await this.ports.store.note('sha256', size);
    const note = source === undefined ? undefined : parseNote(source);
    if (!note) return failed(`the witness answers for a checkpoint of ${size} entries that there is not`);
    const lines = text.split('\n').flatMap((line) => parseSignature(line) ?? []);
    const own = lines.filter((line) => line.name === key.name && line.id === key.id);
    const verdict = verifyNote({ text: note.text, signatures: own }, [key], this.ports.check);
    const [first] = own;
    if ('forged' in verdict || !first || !verdict.signedBy[0]?.time)
      return failed('what the witness answers is no cosignature of the checkpoint');
    const receivedAt = await this.ports.now.now();
    await this.ports.store.add({
      suite: 'sha256',
      size,
      name: key.name,
      line: formatSignature(first),
      receivedAt,
    });
    return { witness: name, outcome: 'cosigned', size };
  }
}

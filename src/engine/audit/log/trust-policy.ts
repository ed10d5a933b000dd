import { type NoteKey, parseNoteKey } from './note-key.js';
import { sameBytes } from './bytes.js';
import type { BytesHash } from './tree-hash.js';

/** Whom somebody who checks a log believes (C2SP tlog-policy). */
export interface TrustPolicy {
  readonly logs: readonly NoteKey[];
  readonly witnesses: readonly NoteKey[];
  /** Whether cosignatures by these witnesses are enough. */
  readonly isQuorum: (cosigners: readonly NoteKey[]) => boolean;
  /** The quorum line asks for no witness at all. */
  readonly wantsNoWitness: boolean;
}

export type ParsedPolicy =
  { readonly ok: true; readonly policy: TrustPolicy } | { readonly ok: false; readonly problem: string };

type Rule = (cosigners: readonly NoteKey[]) => boolean;

/** Reads a policy file. A problem names its line. */
export function parsePolicy(source: string, sha256: BytesHash): ParsedPolicy {
  const reader = new PolicyReader(sha256);
  for (const [at, line] of source.split('\n').entries()) {
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    const isControlled = /[^\t\u0020-\u007e\u0080-\uffff]/.test(line);
    if (!isControlled && (words.length === 0 || words[0]?.startsWith('#'))) continue;
    const problem = isControlled ? 'control characters are not allowed' : reader.read(words);
    if (problem !== undefined) return { ok: false, problem: `line ${at + 1}: ${problem}` };
  }
  return reader.end();
}

class PolicyReader {
  private readonly logs: NoteKey[] = [];
  private readonly witnesses: NoteKey[] = [];
  private readonly rules = new Map<string, Rule>([['none', () => true]]);
  private readonly members = new Set<string>();
  private quorum: string | undefined;

  constructor(private readonly sha256: BytesHash) {}

  /** @returns what is wrong with the line */
  read([keyword, ...words]: readonly string[]): string | undefined {
    if (keyword === 'log') return this.readLog(words);
    if (keyword === 'witness') return this.readWitness(words);
    if (keyword === 'group') return this.readGroup(words);
    if (keyword === 'quorum') return this.readQuorum(words);
    return `"${keyword ?? ''}" is no word of a policy`;
  }

  end(): ParsedPolicy {
    const { logs, witnesses, quorum } = this;
    const isQuorum = quorum === undefined ? undefined : this.rules.get(quorum);
    if (!isQuorum) return { ok: false, problem: 'there is no quorum line' };
    return { ok: true, policy: { logs, witnesses, isQuorum, wantsNoWitness: quorum === 'none' } };
  }

  private readLog(words: readonly string[]): string | undefined {
    const [text = '', , ...rest] = words;
    const key = parseNoteKey(text, this.sha256);
    if (!key || key.algorithm === 'ed25519-cosignature' || rest.length > 0)
      return 'a log is given by its key and at most an address';
    if (this.logs.some((other) => sameBytes(other.publicKey, key.publicKey)))
      return 'this log stands here twice';
    this.logs.push(key);
    return undefined;
  }

  private readWitness(words: readonly string[]): string | undefined {
    const [name = '', text = '', , ...rest] = words;
    const key = parseNoteKey(text, this.sha256);
    if (key?.algorithm !== 'ed25519-cosignature' || rest.length > 0)
      return 'a witness is given by a name, the key of its cosignatures and at most an address';
    if (this.witnesses.some((other) => sameBytes(other.publicKey, key.publicKey)))
      return 'this witness stands here twice';
    this.witnesses.push(key);
    return this.define(name, (cosigners) => cosigners.includes(key));
  }

  private readGroup(words: readonly string[]): string | undefined {
    const [name = '', threshold = '', ...members] = words;
    if (members.length === 0) return 'a group has a member at least';
    const rules: Rule[] = [];
    for (const member of members) {
      const rule = member === 'none' ? undefined : this.rules.get(member);
      if (!rule) return `"${member}" is not defined above`;
      if (this.members.has(member)) return `"${member}" is in a group already`;
      this.members.add(member);
      rules.push(rule);
    }
    const needed = threshold === 'any' ? 1 : threshold === 'all' ? rules.length : decimal(threshold);
    if (!(needed >= 1 && needed <= rules.length)) return `"${threshold}" is no number of members`;
    return this.define(name, (cosigners) => rules.filter((rule) => rule(cosigners)).length >= needed);
  }

  private readQuorum([name = '', ...rest]: readonly string[]): string | undefined {
    if (this.quorum !== undefined) return 'there is a quorum line already';
    if (rest.length > 0 || !this.rules.has(name)) return `"${name}" is not defined above`;
    this.quorum = name;
    return undefined;
  }

  private define(name: string, rule: Rule): string | undefined {
    if (name === '' || this.rules.has(name)) return `the name "${name}" is taken`;
    this.rules.set(name, rule);
    return undefined;
  }
}

/** NaN: no number as people write it. */
function decimal(text: string): number {
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : Number.NaN;
}

import type { DigestPair, Hash } from '../audit/record.js';
import { sameDigest } from '../audit/digest.js';
import { verifyStream, type KeptPart } from '../audit/verify-stream.js';

/** A record of the stream as it is stored: its exact text and its leaf hash. */
export interface ChainLink {
  readonly seq: number;
  readonly text: string;
  readonly leaf: DigestPair;
}

/** A record of a member's own words, with the parts and their salts. */
export interface OwnRecord extends ChainLink {
  readonly parts: readonly KeptPart[];
}

/**
 * What a member takes out of a meeting on an item: his own records and the chain from the first of them to the
 * stream's head as of then. The chain's records name people by pseudonym and hold nobody's words.
 */
export interface OwnWords {
  readonly person: string;
  readonly item: number;
  readonly own: readonly OwnRecord[];
  readonly chain: readonly ChainLink[];
  /** Sequence and leaf of the last record: to be compared with any other copy of the ledger. */
  readonly head: { readonly seq: number; readonly leaf: DigestPair };
}

/**
 * Everything that is wrong with such an extract; nothing when each word is under the salted digest that its record
 * names, and each record in the unbroken chain to the head (713号令 38: dissent must be provable). Pure, never throws.
 */
export function verifyOwnWords(proof: OwnWords, hash: Hash): readonly string[] {
  const { own, chain, head, person, item } = proof;
  const [first] = chain;
  if (!first || own.length === 0) return ['there are no records'];
  const before = recordIn(first.text);
  const parts = new Map(own.map((one) => [one.seq, one.parts]));
  const links = chain.map(({ seq, text, leaf }) => {
    const kept = parts.get(seq);
    return { seq, text, leaf, ...(kept && { parts: kept }) };
  });
  const from = { seq: first.seq, leaf: first.seq === 0 ? null : (before?.prev ?? null) };
  const { findings, position } = verifyStream(links, hash, from);
  const wrong = findings.map(({ seq, code, message }) => `${seq} ${code}: ${message}`);
  const last = chain.at(-1);
  if (last?.seq !== head.seq || !sameDigest(position.leaf, head.leaf))
    wrong.push('the chain does not end in the head');
  for (const one of own) {
    if (!chain.some(({ seq, text }) => seq === one.seq && text === one.text))
      wrong.push(`${one.seq}: the record is not in the chain`);
    if (!isOwn(one.text, person, item)) wrong.push(`${one.seq}: the record is not of this person’s words`);
  }
  return wrong;
}

interface RecordFace {
  readonly prev?: DigestPair | null;
  readonly actor?: { readonly person?: unknown };
  readonly data?: { readonly type?: unknown; readonly person?: unknown; readonly item?: unknown };
}

const HEARD: readonly unknown[] = ['speech.given', 'speech.declined', 'opinion.written'];

/** Whether a record is of this person's words on the item, or of his confirming or correcting them. */
export function isOwn(text: string, person: string, item: number): boolean {
  const record = recordIn(text);
  const data = record?.data;
  if (data?.item !== item) return false;
  if (data.type === 'words.confirmed') return record?.actor?.person === person;
  return HEARD.includes(data.type) && data.person === person;
}

function recordIn(text: string): RecordFace | undefined {
  try {
    return JSON.parse(text) as RecordFace;
  } catch {
    return undefined;
  }
}

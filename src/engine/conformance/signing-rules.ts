import { basisList } from '../case/basis-list.js';
import type { SigningChange, SigningState } from '../case/signing/signing-state.js';
import { tally } from '../case/signing/tally.js';
import type { Definition } from '../law/definition.js';
import type { SigningDefinition } from '../law/work-definition.js';
import { actorsOf, type JudgedCase, type JudgedRecord } from './judged-case.js';
import { complies, deviates, undetermined, wordsOf, type Instance, type Rule } from './rule.js';

/** 会签、或签、依次、票签: each round counted again from the signatures that have a record of their own. */
export function signingRules({ signings = {} }: Definition): readonly Rule[] {
  return Object.entries(signings).map(([name, signing]): Rule => {
    const { zh, en } = wordsOf(signing.title);
    return {
      id: `signings.${name}`,
      kind: 'signing',
      title: {
        zh: `“${zh}”按规定的人数、顺序和票数作出`,
        en: `"${en}": number, order and votes as the law asks`,
      },
      basis: basisList(signing.basis),
      judge: (judged) =>
        roundsOf(judged, name).map((round) => judgeRound(signing, round, isClosed(judged, name, round))),
    };
  });
}

type Step = { readonly at: JudgedRecord; readonly change: SigningChange };

/** The changes of a signing, round by round. */
function roundsOf({ records }: JudgedCase, name: string): readonly (readonly [Step, ...Step[]])[] {
  const rounds = new Map<number, [Step, ...Step[]]>();
  for (const at of records) {
    for (const change of at.event.signings ?? []) {
      if (change.signing !== name) continue;
      const known = rounds.get(change.after.round);
      if (known) known.push({ at, change });
      else rounds.set(change.after.round, [{ at, change }]);
    }
  }
  return [...rounds.values()];
}

/** Whether the case moved on without a round that has no result: its task was closed, or another round began. */
function isClosed({ records }: JudgedCase, name: string, [{ change }]: readonly [Step, ...Step[]]): boolean {
  const now = records.at(-1)?.after.signings?.[name];
  return now !== undefined && (now.round > change.after.round || now.result === 'closed');
}

function judgeRound(rules: SigningDefinition, steps: readonly [Step, ...Step[]], closed: boolean): Instance {
  const last = steps.at(-1) ?? steps[0];
  const seqs = [...new Set(steps.map(({ at }) => at.record.seq))];
  const { seq } = last.at.record;
  const { after } = last.change;
  const forged = foreignSignature(steps, after);
  if (forged !== undefined)
    return deviates(forged, {
      zh: '签署没有签署人自己的记录',
      en: "a signature without its signer's record",
    });
  const outOfTurn = rules.mode === 'sequential' ? firstOutOfTurn(steps) : undefined;
  if (outOfTurn !== undefined) return deviates(outOfTurn, { zh: '未按顺序签署', en: 'signed out of turn' });
  if (after.result === undefined || after.result === 'closed') {
    if (closed) return complies(seq, { seqs, actual: 'closed' });
    return undetermined(seq, { zh: '尚未签署完毕', en: 'the round is still open' }, { seqs });
  }
  const again = tally(rules, after);
  const told = { seqs, expected: again.result ?? '-', actual: after.result };
  if (!again.numberIsLawful)
    return deviates(
      seq,
      { zh: '签署人数不符合规定', en: 'not the number of signers that the law asks' },
      told,
    );
  return again.result === after.result
    ? complies(seq, told)
    : deviates(seq, { zh: '结果与重新计票不一致', en: 'another result than the votes give' }, told);
}

/** The record at which the round counts a signature that no record of its signer gave. */
function foreignSignature(steps: readonly Step[], { signatures }: SigningState): number | undefined {
  const given = new Map<string, string>();
  for (const { at, change } of steps) {
    const { person } = change;
    if (person === undefined) continue;
    if (change.did === 'signed') {
      if (!actorsOf(at).includes(person)) return at.record.seq;
      given.set(person, change.after.signatures[person]?.stance ?? '');
    } else if (change.did !== 'opened' && change.did !== 'signerAdded') given.delete(person);
  }
  const odd = Object.entries(signatures).some(([person, { stance }]) => given.get(person) !== stance);
  return odd ? steps.at(-1)?.at.record.seq : undefined;
}

/** 依次: who signs is the first in order that has not. */
function firstOutOfTurn(steps: readonly Step[]): number | undefined {
  let signed: readonly string[] = [];
  for (const { at, change } of steps) {
    if (change.did !== 'signed' || change.person === undefined) continue;
    const next = change.after.signers.find(({ person }) => !signed.includes(person));
    if (next?.person !== change.person) return at.record.seq;
    signed = [...signed, change.person];
  }
  return undefined;
}

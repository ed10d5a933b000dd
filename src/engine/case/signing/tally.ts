import { partOf } from '../../law/part.js';
import type { SigningDefinition } from '../../law/work-definition.js';
import type { RoundNeed } from './signing-command.js';
import type { Signer, SigningState } from './signing-state.js';

/** Where a round of signatures stands. Weights are whole numbers, so that no vote is lost to rounding. */
export interface Tally {
  /** Persons whose signatures count: the recused have left. */
  readonly signers: number;
  readonly signed: number;
  /** Votes. */
  readonly agree: number;
  readonly disagree: number;
  readonly abstain: number;
  /** The law's number of signers is kept: at least one, and what `count` asks. */
  readonly numberIsLawful: boolean;
  /** As many have signed as must have before the round can end. */
  readonly quorate: boolean;
  /** Absent: the round is open. */
  readonly result?: 'passed' | 'failed';
}

/** A signer's vote, as far as he has given it. */
interface Ballot {
  readonly stance?: 'agree' | 'disagree' | 'abstain';
  readonly weight: number;
}

type Rules = Pick<SigningDefinition, 'mode' | 'count' | 'threshold' | 'quorum' | 'veto' | 'early' | 'tie'>;

/**
 * Counts a round. Everybody having signed, it has its result; before, only when the result is certain however the
 * others sign, `early` does not forbid it and a quorum has signed. Recused persons count as never asked. A round without
 * signers, or with a number of them that the law does not want, is open: it never passes because nobody is there.
 *
 * - `all`, `sequential`: passes when somebody agrees and nobody disagrees. One who disagrees ends it, unless `veto: false`:
 *   then everybody is heard first.
 * - `any`: passes when one agrees.
 * - `votes`: passes when the agreeing part of the votes that are no abstentions reaches the threshold.
 */
export function tally(
  rules: Rules,
  round: Pick<SigningState, 'signers' | 'signatures'>,
  recused: readonly string[] = [],
): Tally {
  const ballots = ballotsOf(round, recused);
  const signed = ballots.filter(({ stance }) => stance !== undefined).length;
  const votes = (stance: Ballot['stance']): number =>
    weightOf(ballots.filter((one) => one.stance === stance));
  const numberIsLawful = ballots.length > 0 && isLawfulNumber(rules.count, ballots.length);
  const quorate = signed >= quorumOf(rules, ballots.length);
  const result = numberIsLawful ? resultOf(rules, ballots, quorate) : undefined;
  return {
    signers: ballots.length,
    signed,
    ...{ agree: votes('agree'), disagree: votes('disagree'), abstain: votes('abstain') },
    numberIsLawful,
    quorate,
    ...(result && { result }),
  };
}

/** What it takes for the round to pass when nobody abstains. */
export function needOf(
  rules: Rules,
  { signers }: Pick<SigningState, 'signers'>,
  recused: readonly string[] = [],
): RoundNeed {
  const counted = signers.filter(({ person }) => !recused.includes(person));
  const weight = counted.reduce((sum, { weight: own = 1 }) => sum + own, 0);
  const needed = needsAll(rules) ? weight : rules.mode === 'any' ? 1 : neededVotes(rules, weight);
  return { signers: counted.length, weight, needed, quorum: quorumOf(rules, counted.length) };
}

/** Whether the law wants this number of signers; nobody is never enough. */
export function isLawfulNumber(count: SigningDefinition['count'], signers: number): boolean {
  if (signers < Math.max(1, count?.min ?? 1)) return false;
  if (count?.max !== undefined && signers > count.max) return false;
  return !count?.odd || signers % 2 === 1;
}

function ballotsOf(
  { signers, signatures }: Pick<SigningState, 'signers' | 'signatures'>,
  recused: readonly string[],
): readonly Ballot[] {
  return signers
    .filter(({ person }) => !recused.includes(person))
    .map(({ person, weight = 1 }: Signer): Ballot => {
      const stance = Object.hasOwn(signatures, person) ? signatures[person]?.stance : undefined;
      return { weight, ...(stance && { stance }) };
    });
}

function resultOf(rules: Rules, ballots: readonly Ballot[], quorate: boolean): Tally['result'] {
  if (ballots.every(({ stance }) => stance !== undefined)) return finalResult(rules, ballots);
  if (everybodyIsHeard(rules)) return undefined;
  if (vetoes(rules) && ballots.some(({ stance }) => stance === 'disagree')) return 'failed';
  if (!quorate) return undefined;
  // Agreeing never hurts and disagreeing never helps: when both extremes agree, so does all between.
  const worst = finalResult(rules, completed(ballots, 'disagree'));
  return worst === finalResult(rules, completed(ballots, 'agree')) ? worst : undefined;
}

/** How the round ends when everybody has signed. */
function finalResult(rules: Rules, ballots: readonly Ballot[]): 'passed' | 'failed' {
  const agreeing = ballots.filter(({ stance }) => stance === 'agree');
  const disagreeing = ballots.filter(({ stance }) => stance === 'disagree');
  if (agreeing.length === 0) return 'failed';
  if (disagreeing.length > 0 && (isUnanimous(rules) || vetoes(rules))) return 'failed';
  if (rules.mode !== 'votes') return 'passed';
  return reaches(rules, weightOf(agreeing), weightOf(disagreeing)) ? 'passed' : 'failed';
}

/** Whether the agreeing votes reach the threshold. Without a vote on either side they do not. */
function reaches({ threshold, tie }: Rules, agree: number, disagree: number): boolean {
  const counted = agree + disagree;
  if (counted === 0) return false;
  const { over, under } = partOf(threshold?.part ?? '1/2');
  if (tie !== undefined && agree === disagree && 2 * over === under) return tie === 'passed';
  const more = threshold ? (threshold.more ?? false) : true;
  return more ? agree * under > over * counted : agree * under >= over * counted;
}

/** The fewest votes that pass when all others disagree. */
function neededVotes(rules: Rules, weight: number): number {
  let votes = 1;
  while (votes < weight && !reaches(rules, votes, weight - votes)) votes += 1;
  return votes;
}

function quorumOf(rules: Rules, signers: number): number {
  if (everybodyIsHeard(rules) || isUnanimous(rules)) return signers;
  if (rules.quorum === undefined) return Math.min(1, signers);
  const { over, under } = partOf(rules.quorum);
  return Math.ceil((signers * over) / under);
}

function isUnanimous({ mode }: Rules): boolean {
  return mode === 'all' || mode === 'sequential';
}

/** 一票否决: always so where all must agree, unless the definition says otherwise. */
function vetoes(rules: Rules): boolean {
  return rules.veto ?? isUnanimous(rules);
}

function needsAll(rules: Rules): boolean {
  return isUnanimous(rules) || vetoes(rules);
}

function everybodyIsHeard(rules: Rules): boolean {
  return rules.early === false || (isUnanimous(rules) && rules.veto === false);
}

function completed(ballots: readonly Ballot[], stance: 'agree' | 'disagree'): readonly Ballot[] {
  return ballots.map((ballot) => ({ stance, ...ballot }));
}

function weightOf(ballots: readonly Ballot[]): number {
  return ballots.reduce((sum, { weight }) => sum + weight, 0);
}

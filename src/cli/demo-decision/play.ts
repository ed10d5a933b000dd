import { drawFile } from './experts.js';
import { draftAndConsult, formDraft, startDecision } from './forming.js';
import { issueDecision } from './issue.js';
import { discuss, ownWords } from './meeting.js';
import { publicAddress } from './public-voice.js';
import { reviewLegality } from './review.js';
import type { DecisionStage, Refused } from './stage.js';

/** Where everything that the play left can be read again. */
export interface PlayedDecision {
  readonly caseId: string;
  readonly meeting: string;
  readonly consultation: string;
  readonly draw: Awaited<ReturnType<typeof drawFile>>;
  readonly ownWords: Awaited<ReturnType<typeof ownWords>>;
  readonly refusals: readonly Refused[];
}

/**
 * One whole major decision, from the proposal to its execution, by everybody who has a part in it. Days are fixed; the
 * experts are drawn by lot.
 *
 * @throws Error where the service refuses what is lawful, or allows what is not
 */
export async function playDecision(stage: DecisionStage): Promise<PlayedDecision> {
  await startDecision(stage);
  await draftAndConsult(stage);
  await formDraft(stage);
  await reviewLegality(stage);
  const meeting = await discuss(stage);
  await issueDecision(stage);
  return {
    ...{ caseId: stage.caseId, meeting, consultation: await publicAddress(stage) },
    ...{ draw: await drawFile(stage), ownWords: await ownWords(stage, meeting), refusals: stage.refusals },
  };
}

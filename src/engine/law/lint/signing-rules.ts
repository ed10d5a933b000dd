import { partOf } from '../part.js';
import type { SigningDefinition } from '../work-definition.js';
import type { Finding, Rule } from './subject.js';

/** Key of a round's rules and what is wrong with it. */
type Wrong = readonly [key: keyof SigningDefinition, message: string];

/** The rules of a round make sense together: it can pass and can fail, and says nothing that has no effect. */
export const signingRules: Rule = ({ definition }) =>
  Object.entries(definition.signings ?? {}).flatMap(([name, rules]) => [
    ...[...parts(rules), ...numbers(rules), ...withoutEffect(rules)].map(([key, message]): Finding => ({
      code: 'signing-rule',
      path: `/signings/${name}/${key}`,
      message,
      atKey: true,
    })),
    ...minority(name, rules),
  ]);

function parts({ threshold, quorum, tie }: SigningDefinition): readonly Wrong[] {
  const wrong: Wrong[] = [];
  const { over, under } = partOf(threshold?.part ?? '1/2');
  if (over > under) wrong.push(['threshold', `${over}/${under} is more than all of them`]);
  if (over === under && threshold?.more)
    wrong.push(['threshold', 'more than all can never agree; leave out "more"']);
  if (tie !== undefined && over * 2 !== under)
    wrong.push(['tie', 'equal votes are half of them: "tie" says something only where the threshold is 1/2']);
  if (quorum !== undefined) {
    const asked = partOf(quorum);
    if (asked.over > asked.under) wrong.push(['quorum', `${quorum} is more than all of them`]);
  }
  return wrong;
}

function numbers({ count }: SigningDefinition): readonly Wrong[] {
  const { min, max, odd } = count ?? {};
  if (min !== undefined && max !== undefined && min > max)
    return [['count', `no number is at least ${min} and at most ${max}`]];
  if (odd && min !== undefined && min === max && min % 2 === 0) return [['count', `${min} is not odd`]];
  return [];
}

/** What the mode does not ask for would only seem to bind. */
function withoutEffect(rules: SigningDefinition): readonly Wrong[] {
  const { mode, weights, early, veto } = rules;
  const wrong: Wrong[] = [];
  if (mode !== 'votes') {
    for (const key of ['threshold', 'tie', 'weights'] as const)
      if (rules[key] !== undefined) wrong.push([key, `"${key}" counts votes; the mode "${mode}" does not`]);
  }
  if ((mode === 'all' || mode === 'sequential') && rules.quorum !== undefined)
    wrong.push(['quorum', `in the mode "${mode}" all must sign; leave out "quorum"`]);
  else if (early === false && rules.quorum !== undefined)
    wrong.push(['quorum', 'everybody must sign ("early: false"); leave out "quorum"']);
  if ((mode === 'any' || mode === 'votes') && veto === false)
    wrong.push(['veto', `in the mode "${mode}" nobody has a veto anyway; leave it out`]);
  const votes = Object.values(weights ?? {});
  if (votes.length > 0 && votes.every((weight) => weight === 0))
    wrong.push(['weights', 'no rank has a vote']);
  return wrong;
}

function minority(name: string, { mode, threshold }: SigningDefinition): readonly Finding[] {
  if (mode !== 'votes' || !threshold) return [];
  const { over, under } = partOf(threshold.part);
  if (over * 2 >= under) return [];
  const message = `less than half could carry the round "${name}"; make sure that the provision says so`;
  const path = `/signings/${name}/threshold/part`;
  return [{ code: 'signing-minority', path, message, severity: 'warning' }];
}

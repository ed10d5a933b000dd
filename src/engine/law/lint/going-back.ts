import {
  withDescendants,
  namesIn,
  type ChartNode,
  type Finding,
  type Rule,
  type Subject,
} from './subject.js';

/** 退回, 拿回: acts that lead back do move the case, and what takes an act back undoes just that act. */
export const goingBack: Rule = (subject) =>
  Object.entries(subject.definition.acts).flatMap(([name, act]): Finding[] => [
    ...(act.returns ? returning(subject, name) : []),
    ...(act.takesBack === undefined ? [] : takingBack(subject, name, act.takesBack)),
  ]);

function returning(subject: Subject, act: string): Finding[] {
  if (movesBy(subject, act).length > 0) return [];
  const message = `"${act}" returns a case, but leads nowhere: name the state to which it goes back`;
  return [{ code: 'returns-nowhere', path: `/acts/${act}/returns`, message }];
}

/**
 * The state in which the act can be taken back must be one to which that act leads, and taking it back must lead to where
 * it was done; else it would be a way around the procedure.
 */
function takingBack(subject: Subject, name: string, taken: string): Finding[] {
  const { acts } = subject.definition;
  const undone = Object.hasOwn(acts, taken) ? acts[taken] : undefined;
  if (!undone) return [];
  const path = `/acts/${name}/takesBack`;
  if (taken === name)
    return [{ code: 'takes-back-itself', path, message: `"${name}" cannot take itself back` }];
  const findings: Finding[] = [];
  const wrong = (code: string, message: string, at = path): void => {
    findings.push({ code, path: at, message });
  };
  if (undone.opens)
    wrong('takes-back-opening', `"${taken}" opens the case; let the applicant withdraw instead`);
  if (undone.signs !== undefined)
    wrong(
      'takes-back-signature',
      `"${taken}" signs in a round: a signature is withdrawn while the round is open`,
    );
  const by = namesIn(undone.by, '').map(([post]) => post);
  if (!namesIn(acts[name]?.by, '').some(([post]) => by.includes(post)))
    wrong(
      'takes-back-power',
      `only who did "${taken}" takes it back, but "${name}" is for none of ${by.join(', ')}`,
    );
  const done = movesBy(subject, taken);
  for (const back of movesBy(subject, name)) {
    const ways = done.filter(({ to }) => related(to, back.from));
    if (ways.length === 0)
      wrong('takes-back-elsewhere', `"${taken}" does not lead to "${back.from.path}"`, back.pointer);
    else if (!ways.some(({ from }) => related(from, back.to)))
      wrong(
        'takes-back-elsewhere',
        `"${taken}" was done in ${ways.map(({ from }) => `"${from.path}"`).join(' or ')}; taking it back leads there and nowhere else`,
        back.pointer,
      );
  }
  if (movesBy(subject, name).length === 0)
    wrong('takes-back-nowhere', `"${name}" leads nowhere: name the state in which "${taken}" was done`);
  return findings;
}

interface Move {
  readonly from: ChartNode;
  readonly to: ChartNode;
  readonly pointer: string;
}

function movesBy(subject: Subject, act: string): readonly Move[] {
  return subject.nodes.flatMap((from) =>
    from.transitions.flatMap(({ event, to, pointer }): readonly Move[] => {
      const target = event === act ? subject.targetOf(from, to.target) : undefined;
      return target && target !== 'stay' ? [{ from, to: target, pointer }] : [];
    }),
  );
}

/** One lies within the other: being in the inner one is being in the outer one. */
function related(one: ChartNode, other: ChartNode): boolean {
  return withDescendants(one).includes(other) || withDescendants(other).includes(one);
}

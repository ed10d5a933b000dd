import type { Mistake } from './wrong-definitions.js';

/** A property beside the one of the toy procedure; `¦` marks where the problem must be reported. */
function PROPERTY(what: string, lines: readonly string[], code: string, suggestion?: string): Mistake {
  const words = ['title: 某项条件', 'basis: 许可法 42.1', ...lines];
  const text = words.map((line) => `    ${line}\n`).join('');
  return {
    what: `a property that ${what}`,
    change: ['publications:\n', `  wrong:\n${text}publications:\n`],
    code,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/** Mistakes in what must hold on every path. */
export const PROPERTY_MISTAKES: readonly Mistake[] = [
  PROPERTY(
    'forbids a state that is not there',
    ['never: ¦delivring', 'without: accept'],
    'unknown-state',
    'delivering',
  ),
  PROPERTY(
    'wants an act before it that is not there',
    ['never: delivering', 'without: ¦acept'],
    'unknown-event',
    'accept',
  ),
  PROPERTY('stands before an act that is not there', ['of: ¦grnt', 'only: complete'], 'unknown-act', 'grant'),
  PROPERTY(
    'stands before acts of which one is not there',
    ['of: [grant, ¦grnt]', 'only: complete'],
    'unknown-act',
    'grant',
  ),
  PROPERTY(
    'stands before a stream that is not there',
    ['begins: ¦draft', 'only: complete'],
    'unknown-stream',
  ),
  PROPERTY(
    'stands before a mode of service that is not there',
    ['serves: ¦direct', 'only: complete'],
    'unknown-mode',
  ),
  PROPERTY(
    'stands before a rule about the work that is not there',
    ['work: ¦void', 'only: complete'],
    'unknown-rule',
  ),
  PROPERTY(
    'stands before a state that is not there',
    ['enters: ¦delivring', 'only: complete'],
    'unknown-state',
    'delivering',
  ),
  PROPERTY(
    'is for ways out of a state that is not there',
    ['enters: delivering', 'from: ¦decidng', 'only: complete'],
    'unknown-state',
    'deciding',
  ),
  PROPERTY(
    'asks for a clock that is not there',
    ['of: grant', 'only: { within: ¦decison }'],
    'unknown-clock',
    'decision',
  ),
  PROPERTY(
    'asks for clocks of which one is not there',
    ['of: grant', 'only: [complete, { elapsed: ¦decison }]'],
    'unknown-clock',
    'decision',
  ),
  PROPERTY(
    'reads a fact that is not there',
    ['of: grant', 'only: ¦complet'],
    'feel-unknown-name',
    'complete',
  ),
  PROPERTY('reads an input that the act has not', ['of: grant', 'only: ¦input.heard'], 'feel-unknown-name'),
  PROPERTY(
    'follows from the lapse of no clock',
    ['lapse: ¦decison', 'leads: { to: breach }'],
    'unknown-clock',
    'decision',
  ),
  PROPERTY(
    'wants a milestone that is not there',
    ['lapse: oneTimeNotice', 'leads: { deem: accepted, records: ¦acepted }'],
    'unknown-milestone',
    'accepted',
  ),
  PROPERTY(
    'wants a fact that is not there',
    ['lapse: oneTimeNotice', 'leads: { deem: accepted, sets: { ¦complet: true } }'],
    'unknown-fact',
    'complete',
  ),
  PROPERTY(
    'wants a document that is not there',
    ['lapse: oneTimeNotice', 'leads: { deem: accepted, serve: ¦permt }'],
    'unknown-document',
    'permit',
  ),
  PROPERTY('says nothing', [], 'exactly-one-of'),
  PROPERTY('forbids a state whatever happens', ['never: delivering'], 'property-incomplete'),
  PROPERTY('stands before an act and asks for nothing', ['of: grant'], 'property-incomplete'),
  PROPERTY('names a lapse and no consequence', ['lapse: decision'], 'property-incomplete'),
  PROPERTY(
    'asks for acts before an act',
    ['of: grant', 'only: complete', '¦without: accept'],
    'property-incomplete',
  ),
  PROPERTY(
    'lifts a consequence',
    ['lapse: decision', 'leads: { to: breach }', '¦unless: complete'],
    'property-incomplete',
  ),
  PROPERTY(
    'is for ways into an act',
    ['of: grant', 'only: complete', '¦from: deciding'],
    'property-incomplete',
  ),
];

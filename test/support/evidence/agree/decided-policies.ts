import { log } from '../attacks/target.js';

const [logLine = '', smLine = '', witness = '', ...rest] = log.policy.split('\n').filter((one) => one !== '');
const policyOf = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;
/** Policies about which the page had to decide: how, the classes that the untouched bundle then has, and the policy. */
export const POLICIES: readonly (readonly [string, string, string])[] = [
  ['a key twice', 'unanchored', policyOf(logLine, logLine, smLine, witness, ...rest)],
  ['keys of one suite', '', policyOf(logLine, witness, ...rest)],
  ['keys of the other suite', '', policyOf(smLine, 'quorum none')],
  ['no keys at all', 'unanchored', policyOf('quorum none')],
  ['a quorum of nobody known', 'unanchored', policyOf(logLine, smLine, witness, 'quorum zz')],
  ['two quorums', 'unanchored', policyOf(logLine, smLine, 'quorum none', 'quorum none')],
  [
    'a group of somebody unknown',
    'unanchored',
    policyOf(logLine, smLine, witness, 'group g any zz', 'quorum g'),
  ],
  ...['0', '2', '01', '1.0', '0x1', 'constructor', 'toString'].map(
    (n) =>
      [
        `a threshold of ${n}`,
        'unanchored',
        policyOf(logLine, smLine, witness, `group g ${n} ${witness.split(' ')[1]}`, 'quorum g'),
      ] as const,
  ),
  [
    'a group of one',
    '',
    policyOf(logLine, smLine, witness, `group g 1 ${witness.split(' ')[1]}`, 'quorum g'),
  ],
  [
    'a witness that is a log',
    'unanchored',
    policyOf(logLine, smLine, `witness w ${logLine.split(' ')[1]}`, 'quorum w'),
  ],
  ['a log that is a witness', 'unanchored', policyOf(`log ${witness.split(' ')[2]}`, 'quorum none')],
  ['a carriage return in a comment', 'unanchored', policyOf('# x\r', ...log.policy.trim().split('\n'))],
  [
    'tabs and comments',
    '',
    policyOf(
      '# 样例\t',
      '',
      ...log.policy
        .trim()
        .split('\n')
        .map((one) => `\t${one.replaceAll(' ', ' \t')}`),
    ),
  ],
];

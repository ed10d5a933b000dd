import { isSealed } from './case-bars.js';
import { entriesOf, entryOf } from './entries.js';
import { finding, idFindings, newIdFindings, unknownFinding, type Finding } from './findings.js';
import type { ChangeNamed } from './organisation-change.js';
import type { OrganisationIndex } from './organisation-index.js';

/** Whether a recusal may be declared by the person himself or requested by another: one at a time for each case. */
export function checkRecusal(
  index: OrganisationIndex,
  change: ChangeNamed<'recusal.declared' | 'recusal.requested'>,
): readonly Finding[] {
  const { id, person, by } = change;
  const known = entryOf(index.organisation.people, person) !== undefined;
  const another = change.change === 'recusal.declared' && by !== person;
  return [
    ...newIdFindings(index.organisation.recusals, id),
    ...(known ? [] : [unknownFinding('unknown-person', person)]),
    ...(another ? [declaredForAnother(person)] : []),
    ...openFindings(index, person, change.case),
  ];
}

/** Whether a recusal may be decided: while it is pending, and not by the person whom it concerns. */
export function checkRecusalDecided(
  index: OrganisationIndex,
  { id, by, on }: ChangeNamed<'recusal.decided'>,
): readonly Finding[] {
  const recusal = entryOf(index.organisation.recusals, id);
  if (!recusal) return [unknownFinding('unknown-entry', id)];
  const { person, status } = recusal;
  const decided = status === 'ordered' || status === 'rejected';
  return [
    ...(entryOf(index.organisation.people, by) ? [] : [unknownFinding('unknown-person', by)]),
    ...(decided
      ? [finding('already-ended', `回避“${id}”已作决定`, `recusal "${id}" has been decided`, '公务员法 77.2')]
      : []),
    ...(by === person
      ? [
          finding(
            'decides-own-recusal',
            `${person}不得决定自己的回避`,
            `${person} cannot decide his own recusal`,
            '公务员法 77.2',
          ),
        ]
      : []),
    ...(on < recusal.on
      ? [
          finding(
            'period-reversed',
            `决定日${on}早于提出日${recusal.on}`,
            `decided on ${on}, before it was raised on ${recusal.on}`,
            '正程 期间',
          ),
        ]
      : []),
  ];
}

/** Whether a case may be sealed, or its seal lifted. */
export function checkSeal(
  index: OrganisationIndex,
  change: ChangeNamed<'case.sealed' | 'case.unsealed'>,
): readonly Finding[] {
  const sealed = isSealed(index, change.case);
  const known = entryOf(index.organisation.people, change.by) !== undefined;
  return [
    ...idFindings(change.case),
    ...(known ? [] : [unknownFinding('unknown-person', change.by)]),
    ...(change.change === 'case.sealed' && sealed
      ? [finding('already-sealed', '该案件已封存', 'the case is sealed already', '正程 封存')]
      : []),
    ...(change.change === 'case.unsealed' && !sealed
      ? [finding('not-sealed', '该案件未封存', 'the case is not sealed', '正程 封存')]
      : []),
  ];
}

/** Whether a proposal may be made, or one that waits be settled. */
export function checkProposal(
  index: OrganisationIndex,
  change: ChangeNamed<'proposal.made' | 'proposal.settled'>,
): readonly Finding[] {
  const { proposals } = index.organisation;
  if (change.change === 'proposal.made') return newIdFindings(proposals, change.id);
  const proposal = entryOf(proposals, change.id);
  if (!proposal) return [unknownFinding('unknown-entry', change.id)];
  return proposal.settled
    ? [
        finding(
          'already-ended',
          `提议“${change.id}”已处理`,
          `proposal "${change.id}" has been settled`,
          '正程 三员',
        ),
      ]
    : [];
}

function declaredForAnother(person: string): Finding {
  const zh = `回避须由${person}本人声明；他人应提出回避申请`;
  return finding(
    'declared-for-another',
    zh,
    `only ${person} declares his own recusal; others request it`,
    '公务员法 77.1',
  );
}

function openFindings(index: OrganisationIndex, person: string, caseId: string): readonly Finding[] {
  return entriesOf(index.organisation.recusals, index.recusalsOf.get(person))
    .filter(([, recusal]) => recusal.case === caseId && recusal.status !== 'rejected')
    .map(([id, { status }]) => {
      const zh =
        status === 'ordered' ? `${person}已被决定回避（${id}）` : `${person}对本案的回避正待决定（${id}）`;
      const en =
        status === 'ordered'
          ? `${person} is recused already (${id})`
          : `a recusal of ${person} is pending (${id})`;
      return finding('recusal-pending', zh, en, '公务员法 77');
    });
}

/** A sentence in both languages; `{it}` stands for what it is about, `{day}` for a day. */
interface Sentence {
  readonly zh: string;
  readonly en: string;
}

/**
 * Everything that somebody may be told, as he reads it. Neither a case's title nor anybody's name is in it. The rules by
 * which people are told are in `told-of-event.ts` and `told-of-effect.ts`.
 */
export const NOTICE_KINDS = {
  'task.came': { zh: '有新的待办需要您办理', en: 'a task has come to you' },
  'task.returned': { zh: '有事项退回给您', en: 'a task has come back to you' },
  'task.assigned': { zh: '有待办转交给您', en: 'a task has been handed to you' },
  'task.released': {
    zh: '您的一项待办已由他人收回或者另行安排',
    en: 'a task has been taken from your hands',
  },
  'task.delegated': { zh: '有事项委派您准备', en: 'you are asked to prepare a task' },
  'task.consulted': { zh: '有事项征求您的意见', en: 'your opinion is asked for' },
  'task.circulated': { zh: '有事项请您传阅', en: 'you are asked to read something' },
  'task.answered': { zh: '您征询的事项已有答复', en: 'what you asked for has been answered' },
  'task.recalled': { zh: '请您协助的事项已撤回', en: 'what you were asked for has been withdrawn' },
  'task.urged': { zh: '有待办被催办，请尽快办理', en: 'you are reminded of a task' },
  'case.copied': { zh: '有案件抄送给您', en: 'a case has been copied to you' },
  'case.changed': { zh: '您办理的案件有变动', en: 'something has changed in a case in your hands' },
  'clock.yellow': { zh: '“{it}”将于 {day} 届满', en: '“{it}” ends on {day}' },
  'clock.red': { zh: '“{it}”已于 {day} 届满', en: '“{it}” ended on {day}' },
  'clock.breach': { zh: '“{it}”逾期：期限 {day} 已过', en: '“{it}” is overdue since {day}' },
  'clock.promise': { zh: '“{it}”的承诺期限 {day} 已过', en: 'the promised day of “{it}”, {day}, has passed' },
  'case.decided': { zh: '您的案件已经办结', en: 'your case has been concluded' },
  'document.ordered': { zh: '应制发文书“{it}”', en: 'the document “{it}” is to be issued and served' },
  'document.issued': { zh: '文书“{it}”已经作出', en: 'the document “{it}” has been issued' },
  'result.publish': { zh: '应公开办理结果', en: 'the result is to be published' },
  'followUp.came': { zh: '有“{it}”需要办理，期限 {day}', en: 'a {it} has come to you, due on {day}' },
  'followUp.extended': { zh: '“{it}”的期限改为 {day}', en: 'the last day of a {it} is now {day}' },
  'followUp.reported': { zh: '有“{it}”报告办结，等待销号', en: 'a {it} was reported as done' },
  'incident.vacancy': { zh: '有环节无人可以办理', en: 'nobody may lawfully do a step of a case' },
} as const satisfies Readonly<Record<string, Sentence>>;

/** What a notice is. */
export type NoticeKind = keyof typeof NOTICE_KINDS;

/** What a notice is about, in words of the procedure; nothing personal. */
export interface NoticeAbout {
  readonly it?: { readonly zh: string; readonly en: string };
  readonly day?: string;
  /** Key of the task within the case. */
  readonly task?: string;
}

/** What a notice says. */
export function noticeText(
  kind: NoticeKind,
  { it, day }: NoticeAbout,
): { readonly zh: string; readonly en: string } {
  const { zh, en } = NOTICE_KINDS[kind];
  const filled = (sentence: string, word: string | undefined): string =>
    sentence.replace('{it}', () => word ?? '').replace('{day}', () => day ?? '');
  return { zh: filled(zh, it?.zh), en: filled(en, it?.en) };
}

/** How many characters the purpose of an export 用途 has: at least so many that are not blank, at most so many in all. */
export const PURPOSE_LENGTH = { least: 5, most: 500 } as const;

/** What is wrong with the length of a purpose, in words. */
export interface UnfitPurpose {
  readonly zh: string;
  readonly en: string;
}

/** What is wrong with the length of a purpose that somebody gives; `undefined` when nothing is. */
export function unfitPurpose(purpose: string): UnfitPurpose | undefined {
  const { least, most } = PURPOSE_LENGTH;
  if ([...purpose.replaceAll(/\s/gu, '')].length < least)
    return {
      zh: `应写明用途，不少于 ${least} 字`,
      en: `must state a purpose of at least ${least} characters`,
    };
  if ([...purpose].length > most)
    return { zh: `不得超过 ${most} 字`, en: `must have at most ${most} characters` };
  return undefined;
}

const MOBILE_NUMBER = /(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])/;
const IDENTITY_NUMBER = /(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])/;

/** Shorter names are words of the law too often (许可, 申请) to be looked for inside other text. */
const SEARCHED_NAME_LENGTH = 4;

/**
 * What in a record's text looks personal: a mobile number, a resident identity number (公民身份号码), or one of the
 * names that are known for the case. Undefined when nothing does.
 */
export function personalDataIn(text: string, names: readonly string[]): string | undefined {
  if (MOBILE_NUMBER.test(text)) return 'a mobile number';
  if (IDENTITY_NUMBER.test(text)) return 'a resident identity number';
  const named = names.some(
    (name) =>
      text.includes(JSON.stringify(name)) || (name.length >= SEARCHED_NAME_LENGTH && text.includes(name)),
  );
  return named ? 'the name of a party' : undefined;
}

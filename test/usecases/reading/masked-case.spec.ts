import { describe, expect, it } from '@jest/globals';
import { maskedCase } from '../../../src/usecases/reading/masked-case.js';

describe('a case seen by somebody who is not party to it', () => {
  it.each([
    ['餐馆（刘三小吃店）', '刘三', '餐馆（刘*小吃店）', '刘*'],
    // The words that stand for what is gone are no names.
    ['已限制处理', '已限制处理', '已限制处理', '已限制处理'],
    ['已抹除', '刘三', '已抹除', '刘*'],
    // Nobody knows any more whose name would have to be masked in it.
    ['餐馆（刘三小吃店）', '已抹除', '***', '已抹除'],
    ['餐馆（刘三小吃店）', '已限制处理', '***', '已限制处理'],
  ])('%s, %s: %s, %s', (subject, applicantName, shownSubject, shownName) =>
    expect(maskedCase({ subject, applicantName })).toEqual({
      subject: shownSubject,
      applicantName: shownName,
    }),
  );
});

import { maskName, maskNumber, maskWithin } from '../../reading/mask.js';

/** What stands between the digits of a number that people write in groups. */
const GAP = '[ \\t·.-]?';

const digits = (count: string): string => `(?:${GAP}\\d){${count}}`;
const alone = (number: string): RegExp => new RegExp(`(?<![\\dA-Za-z])${number}(?![\\dA-Za-z])`, 'g');

const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';

/** The hundred and more surnames that nearly everybody has; in pairs the compound ones. */
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆' +
  '范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文牛樊葛邢安齐庞颜庄' +
  '聂章鲁岳翟殷詹申耿欧焦祝柴纪';
const COMPOUND = '欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|司徒|夏侯|端木';

/** Words after which people write who somebody is, and what may follow a name. */
const BEFORE_NAME =
  '(?:我叫|我是|本人|姓名|名叫|联系人|户主|业主|当事人|举报人|受访人)(?:是|为|叫)?[ :：]{0,2}';
const AFTER_NAME = '(?=$|[^\\p{Script=Han}]|身份证|电话|手机|联系|住在|住址|家住|公民|先生|女士)';

type Mask = (found: string, ...groups: string[]) => string;

const number: Mask = (found) => maskNumber(found.replace(/[ \t·.-]/g, ''));

/**
 * What is searched in this order: a longer form first, each with no digit beside it. Masking too much is the lesser
 * evil: officials read what was sent, and what is published says the same without it.
 */
const FORMS: readonly (readonly [RegExp, Mask])[] = [
  // 公民身份号码 of 18 and of 15 digits, written in groups or not.
  [alone(`[1-9]${digits('16')}${GAP}[\\dXx]`), number],
  [alone(`[1-9]${digits('14')}`), number],
  // Bank cards.
  [alone(`\\d${digits('15,18')}`), number],
  // Mobile telephones with any gaps, then fixed ones with or without their gap, and 400 numbers.
  [alone(`(?:(?:\\+|00)?86${GAP})?1${GAP}[3-9]${digits('9')}`), number],
  [/(?<!\d)[(]?0\d{2,3}[)]?[ -]?\d{7,8}(?!\d)/g, number],
  [/(?<!\d)[48]00-?\d{3,4}-?\d{3,4}(?!\d)/g, number],
  [
    /((?:电话|座机|号码|致电|拨打)[是为 :：]{0,2})(\d{7,8})(?!\d)/g,
    (_, word = '', found = '') => word + number(found),
  ],
  // Names in networks, plates of vehicles, where exactly somebody lives.
  [
    /((?:QQ|微信号?|WeChat|VX|抖音号?)[号是为 :：]{0,3})([A-Za-z][\w-]{4,19}|\d{5,12})/gi,
    (_, word = '', found = '') => word + maskNumber(found),
  ],
  [
    new RegExp(`[${PROVINCES}][A-HJ-NP-Z][·. ]?[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])`, 'g'),
    (plate) => maskNumber(plate),
  ],
  [
    /\d{1,4}(?:号楼|号院|幢|栋|座)[ ,，]?(?:\d{1,3}单元)?[ ,，]?\d{1,5}(?:室|户|号)?/g,
    (place) => place.replace(/\d/g, '*'),
  ],
  [/\d{1,3}单元[ ,，]?\d{1,5}(?:室|户|号)?/g, (place) => place.replace(/\d/g, '*')],
  // A name after a word that says that one follows.
  [
    new RegExp(`(${BEFORE_NAME})((?:${COMPOUND}|[${SURNAMES}])\\p{Script=Han}{1,2}?)${AFTER_NAME}`, 'gu'),
    (_, word = '', name = '') => word + maskName(name),
  ],
];

/**
 * A comment as it may be published: numbers, accounts, plates and doors that point to somebody, names that are announced
 * as such, and the author's own name wherever it stands. Names of others that nothing announces are left for the
 * officials to mask: a word that is one person's name is another one's street, office or mayor.
 *
 * @param names of the author
 */
export function maskComment(text: string, names: readonly string[]): string {
  // Plain forms first: they keep the look that they have elsewhere.
  return FORMS.reduce(
    (masked, [pattern, mask]) => withMasked(masked, pattern, mask),
    maskWithin(text, names),
  );
}

/** Searched in a copy with ASCII for full-width characters, one for one, so that １３８ is found as well as 138. */
function withMasked(text: string, pattern: RegExp, mask: Mask): string {
  const plain = text.replace(/[\uff01-\uff5e\u3000]/g, narrow);
  let done = '';
  let from = 0;
  for (const found of plain.matchAll(pattern)) {
    const [whole, ...groups] = found;
    done += text.slice(from, found.index) + mask(whole, ...groups);
    from = found.index + whole.length;
  }
  return done + text.slice(from);
}

function narrow(character: string): string {
  return character === '\u3000' ? ' ' : String.fromCharCode(character.charCodeAt(0) - 0xfee0);
}

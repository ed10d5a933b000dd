/**
 * What people build passwords from, in lower case without substitutions: words, names, keyboard runs and words of this
 * trade. Compared with a password after `3` has become `e` and so on, so each stands for hundreds of spellings.
 */
export const COMMON_WORDS: readonly string[] = [
  ...'password passw0rd passwort contrasena motdepasse mima kouling passcode secret geheim letmein welcome'.split(
    ' ',
  ),
  ...'qwertyuiop qwertyui qwerty qwertz azerty asdfghjkl asdfgh asdf zxcvbnm zxcvbn zxcv qazwsxedc qazwsx'.split(
    ' ',
  ),
  ...'onetwothree abcdefghijklmnopqrstuvwxyz abcdefgh abcdef abcd abc aabbcc iloveyou loveyou lovely love 1314520 5201314'.split(
    ' ',
  ),
  ...'woaini wodemima woshishui aini nihao zhongguo zhonghua china beijing shanghai guangdong guangzhou'.split(
    ' ',
  ),
  ...'shenzhen chongqing tianjin hangzhou nanjing wuhan chengdu zhengfu government gongwuyuan lingdao'.split(
    ' ',
  ),
  ...'admin administrator root superuser user guest test testing demo default changeme temp login master'.split(
    ' ',
  ),
  ...'monkey dragon football baseball basketball superman batman sunshine princess shadow michael jordan'.split(
    ' ',
  ),
  ...'jennifer jessica charlie daniel thomas robert andrew matthew ashley hannah computer internet server'.split(
    ' ',
  ),
  ...'starwars pokemon naruto trustno hello freedom whatever summer winter spring autumn january february'.split(
    ' ',
  ),
  ...'march april june july august september october november december monday friday sunday flower cheese'.split(
    ' ',
  ),
  ...'correct horse battery staple duecourse zhengcheng zhengce xitong guanli guanliyuan anquan shenji'.split(
    ' ',
  ),
  ...'jiguan shenpi xingzheng xuke bangong bangongshi company office access system network database oracle'.split(
    ' ',
  ),
  ...'密码 口令 管理员 我爱你 中国 中华人民共和国 北京 上海 政府 公务员 正程 领导 审批 行政 许可 系统 安全 审计'.split(
    ' ',
  ),
];

/**
 * GB/T 9704-2012: A4, 天头 37 mm, 订口 28 mm, 版心 156 x 225 mm, body 3号 (16 pt) 仿宋 in 22 lines of 28 characters, title
 * 2号 (22 pt) 小标宋, first headings 黑体, second 楷体, page numbers `— 1 —` outside. 28 characters of 16 pt are wider than
 * 156 mm, so each gives way a little. Fonts that every office has come first, then those of other systems; nothing is
 * fetched. Nothing is said by colour alone: the sheet can be printed in black and white.
 */
const FANGSONG = `FangSong_GB2312,仿宋_GB2312,FangSong,仿宋,STFangsong,华文仿宋,"Noto Serif CJK SC","Source Han Serif SC",serif`;
const XIAOBIAOSONG = `FZXiaoBiaoSong-B05S,方正小标宋简体,方正小标宋_GBK,STZhongsong,华文中宋,SimSun,宋体,"Noto Serif CJK SC",serif`;
const HEITI = `SimHei,黑体,STHeiti,华文黑体,"Noto Sans CJK SC","Source Han Sans SC",sans-serif`;
const KAITI = `KaiTi_GB2312,楷体_GB2312,KaiTi,楷体,STKaiti,华文楷体,"Noto Serif CJK SC",serif`;

/** The one style sheet of every page, as it stands between the style tags. */
export const SHEET_STYLE = `
@page{size:A4;margin:37mm 26mm 35mm 28mm}
@page:right{@bottom-right{content:"— " counter(page) " —";font:14pt SimSun,宋体,"Noto Serif CJK SC",serif;vertical-align:top;padding-top:7mm;padding-right:1em}}
@page:left{@bottom-left{content:"— " counter(page) " —";font:14pt SimSun,宋体,"Noto Serif CJK SC",serif;vertical-align:top;padding-top:7mm;padding-left:1em}}
*{box-sizing:border-box;margin:0;padding:0}
html{background:#e8e8e8;color:#000;-webkit-text-size-adjust:100%}
body{font:16pt/28.95pt ${FANGSONG};letter-spacing:-.21pt;background:#fff;width:210mm;max-width:100%;min-height:297mm;margin:0 auto;padding:37mm 26mm 35mm 28mm;text-align:justify;line-break:strict;overflow-wrap:anywhere;orphans:2;widows:2}
main{display:block;max-width:156mm;margin:0 auto}
.organ{font:700 30pt/1.3 ${XIAOBIAOSONG};letter-spacing:.1em;color:#c00;text-align:center;text-wrap:balance}
.number{text-align:center;margin-top:14pt}
.rule{border:0;border-top:1.5pt solid #c00;margin:4mm 0 0;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.preview{border:1pt solid #000;text-align:center;margin-top:14pt;text-indent:0}
h1{font:700 22pt/1.45 ${XIAOBIAOSONG};letter-spacing:0;text-align:center;text-wrap:balance;margin:28.95pt 0}
h2{font:400 16pt/28.95pt ${HEITI};text-indent:calc(2em - .42pt);break-after:avoid}
h3{font:400 16pt/28.95pt ${KAITI};text-indent:calc(2em - .42pt);break-after:avoid}
p{text-indent:calc(2em - .42pt)}
p.to,.organ,.number,.footer p,.proof p,.print p,.signature p,.signatures p{text-indent:0}
ol{list-style:none;counter-reset:item}
ol>li{text-indent:calc(2em - .42pt);counter-increment:item}
ol>li::before{content:counter(item) ". "}
table{width:100%;border-collapse:collapse;font-size:12pt;line-height:18pt;letter-spacing:0;margin:7pt 0;text-align:left}
thead{display:table-header-group}
tr{break-inside:avoid}
th,td{border:.75pt solid #000;padding:3pt 5pt;vertical-align:top;font-weight:400}
thead th{font-family:${HEITI};text-align:center}
.signatures{margin-top:28.95pt;break-inside:avoid}
.signatures p{border-bottom:.75pt solid #000;padding-top:10pt}
.remedies{break-inside:avoid}
.signature{position:relative;width:max-content;max-width:100%;margin:43pt 4em 0 auto;text-align:center;break-inside:avoid;break-before:avoid}
.signature .seal{font-size:12pt;line-height:20pt;color:#444}
.footer{margin-top:28.95pt;padding-top:4pt;border-top:.75pt solid #000;break-inside:avoid}
.footer p,.proof p{font-size:12pt;line-height:18pt;letter-spacing:0;text-align:left}
.proof{display:flex;gap:5mm;align-items:center;margin-top:7pt;break-inside:avoid}
.proof svg{flex:none;width:24mm;height:24mm}
.print p{font-size:9pt;line-height:14pt;letter-spacing:0;text-align:left;color:#222}
.print{margin-top:7pt}
@media print{html{background:#fff}body{width:auto;max-width:none;min-height:0;margin:0;padding:0}}
@media screen and (max-width:780px){body{padding:8mm 5mm;min-height:0}.signature{margin-right:0}.organ{font-size:24pt}}
`;

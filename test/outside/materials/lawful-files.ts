import { Document, ExternalHyperlink, Packer, Paragraph, TextRun } from 'docx';
import QRCode from 'qrcode';
import writeXlsxFile from 'write-excel-file/node';
import { pdfOf } from '../../support/pdf.js';
import { externalRelation, JPEG, packageOf, PNG, TIFF } from './documents.js';
import { binaryPdf, objectStream } from './hostile-pdfs.js';

/** A file as people send it. */
export interface LawfulFile {
  readonly what: string;
  readonly name: string;
  readonly type?: string;
  readonly mediaType: string;
  readonly make: () => Buffer | Promise<Buffer>;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const DOCX = `${OFFICE}.wordprocessingml.document`;
const XLSX = `${OFFICE}.spreadsheetml.sheet`;
const PPTX = `${OFFICE}.presentationml.presentation`;

const written = (): Promise<Buffer> =>
  Packer.toBuffer(
    new Document({
      sections: [
        {
          children: [
            new Paragraph({ children: [new TextRun('关于食品经营许可的申请')] }),
            new Paragraph({
              children: [
                new ExternalHyperlink({ children: [new TextRun('官网')], link: 'https://www.gov.cn/' }),
              ],
            }),
          ],
        },
      ],
    }),
  );

const table = async (): Promise<Buffer> =>
  writeXlsxFile([
    { sheet: '名单', data: [[{ value: '姓名', type: String }], [{ value: '刘洋', type: String }]] },
  ]).toBuffer();

/** Every one of them must be accepted. */
export const LAWFUL_FILES: readonly LawfulFile[] = [
  {
    what: 'a PDF',
    name: '申请书.pdf',
    type: 'application/pdf',
    mediaType: 'application/pdf',
    make: () => pdfOf('申请书'),
  },
  {
    what: 'a PDF with packed objects',
    name: '说明.v1.2.pdf',
    mediaType: 'application/pdf',
    make: () => binaryPdf('x', objectStream('<< /Type /Pages >>')),
  },
  {
    what: 'a PDF that opens at a page',
    name: '2026.11.22 目录.PDF',
    mediaType: 'application/pdf',
    make: () => pdfOf('y', '9 0 obj\n<< /OpenAction [3 0 R /Fit] /URI (https://www.gov.cn/) >>\nendobj\n'),
  },
  {
    what: 'a PDF of nothing in particular',
    name: '扫描件（一）.pdf',
    type: 'application/octet-stream',
    mediaType: 'application/pdf',
    make: () => pdfOf('z'),
  },
  { what: 'a document with a link', name: '申请报告.docx', type: DOCX, mediaType: DOCX, make: written },
  {
    what: 'a document with a chart',
    name: '报告.docx',
    mediaType: DOCX,
    make: async () =>
      packageOf('docx', [
        { name: 'word/embeddings/Microsoft_Excel_Sheet1.xlsx', content: await table(), stored: true },
        { name: 'word/media/image1.png', content: PNG },
      ]),
  },
  {
    what: 'a document with a hyperlink',
    name: '链接.docx',
    mediaType: DOCX,
    make: () =>
      packageOf('docx', [
        {
          name: 'word/_rels/document.xml.rels',
          content: externalRelation('hyperlink', 'mailto:office@example.gov.cn'),
        },
      ]),
  },
  { what: 'a workbook', name: '人员名单.xlsx', type: XLSX, mediaType: XLSX, make: table },
  {
    what: 'a workbook with settings of a printer',
    name: '打印.xlsx',
    mediaType: XLSX,
    make: () => packageOf('xlsx', [{ name: 'xl/printerSettings/printerSettings1.bin', content: 'a4' }]),
  },
  {
    what: 'a workbook with many equal rows',
    name: '长表.xlsx',
    mediaType: XLSX,
    make: () =>
      packageOf('xlsx', [
        {
          name: 'xl/worksheets/sheet1.xml',
          content: `<sheetData>${Array.from({ length: 40_000 }, (_, i) => `<row r="${i}"><c t="s"><v>${i % 7}</v></c></row>`).join('')}</sheetData>`,
        },
      ]),
  },
  {
    what: 'slides',
    name: '汇报.pptx',
    type: PPTX,
    mediaType: PPTX,
    make: () => packageOf('pptx', [{ name: 'ppt/media/image1.jpeg', content: JPEG, stored: true }]),
  },
  {
    what: 'an OFD',
    name: '公文.ofd',
    type: 'application/ofd',
    mediaType: 'application/ofd',
    make: () => packageOf('ofd'),
  },
  {
    what: 'an OFD in zip64',
    name: '公文大.ofd',
    mediaType: 'application/ofd',
    make: () => packageOf('ofd', [], { zip64: true }),
  },
  { what: 'a PNG', name: '照片.png', type: 'image/png', mediaType: 'image/png', make: () => PNG },
  {
    what: 'a PNG of a QR code',
    name: '二维码.png',
    mediaType: 'image/png',
    make: () => QRCode.toBuffer('正程'),
  },
  { what: 'a JPEG', name: '照片.JPG', type: 'image/jpeg', mediaType: 'image/jpeg', make: () => JPEG },
  {
    what: 'a JPEG with notes of a telephone behind it',
    name: '照片.jpeg',
    mediaType: 'image/jpeg',
    make: () => Buffer.concat([JPEG, Buffer.from('SEFH\u0000\u0000phone notes SEFT')]),
  },
  { what: 'a TIFF', name: '传真.tif', type: 'image/tiff', mediaType: 'image/tiff', make: () => TIFF },
  {
    what: 'a text',
    name: '说明.txt',
    type: 'text/plain; charset=utf-8',
    mediaType: 'text/plain',
    make: () => Buffer.from('一、申请事项\r\n二、理由\r\n'),
  },
  {
    what: 'a text with a byte order mark',
    name: '说明2.txt',
    mediaType: 'text/plain',
    make: () => Buffer.from('\u{feff}申请事项'),
  },
  {
    what: 'a text in GB 18030 with a rare character',
    name: '说明3.txt',
    mediaType: 'text/plain',
    make: () =>
      Buffer.concat([Buffer.from([0xc9, 0xea, 0xc7, 0xeb, 0x0a]), Buffer.from([0x95, 0x32, 0x82, 0x36])]),
  },
];

/** A millimetre in twentieths of a point, the unit of lengths in the file format. */
export const MM = 1440 / 25.4;

/** A Chinese typeface with the Latin one that goes with it. */
export function font(name: string): { ascii: string; hAnsi: string; eastAsia: string; cs: string } {
  return { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: name, cs: name };
}

/** Properties of a file without its date: the library would write the time of writing. */
export function coreProperties(title: string): string {
  const name = title.replaceAll(/[<>&]/g, ' ');
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties ' +
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ' +
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>正程 DueCourse</dc:creator>' +
    `<dc:title>${name}</dc:title></cp:coreProperties>`
  );
}

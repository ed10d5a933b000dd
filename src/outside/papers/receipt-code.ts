import { create } from 'qrcode';

const QUIET_ZONE = 2;

/** A QR code of an address as SVG that needs neither style nor script; black on white, readable when copied. */
export function receiptCode(address: string): string {
  const { modules } = create(address, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  const side = size + 2 * QUIET_ZONE;
  const rows = Array.from({ length: size }, (_, row) =>
    runsOf(row, size, (column) => modules.get(row, column) === 1),
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" role="img" aria-label="核验二维码" ` +
    `shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/>` +
    `<path fill="#000" d="${rows.join('')}"/></svg>`
  );
}

/** The dark stretches of a row as rectangles one module high. */
function runsOf(row: number, size: number, dark: (column: number) => boolean): string {
  let path = '';
  for (let column = 0; column < size; column += 1) {
    if (!dark(column)) continue;
    let end = column + 1;
    while (end < size && dark(end)) end += 1;
    path += `M${column + QUIET_ZONE} ${row + QUIET_ZONE}h${end - column}v1h-${end - column}z`;
    column = end;
  }
  return path;
}

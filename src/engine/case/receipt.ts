/** Crockford's base 32: no I, L, O, U, so that it can be read out and written down. */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Symbols of a receipt number before its check symbol: 60 bits. */
const LENGTH = 12;

const CASE_ID = /^([0-9a-f]{8})-([0-9a-f]{4})-4([0-9a-f]{3})-/;

/**
 * 受理（收件）编号: the number on the receipt, by which anybody who holds it can ask how far the case is. Sixty random
 * bits of the case's id (a version 4 UUID) and a check symbol, in groups of four and five: it tells neither a name nor a
 * day, and nobody can guess one.
 *
 * @returns undefined when the id is not a version 4 UUID (then no case has it)
 */
export function receiptOf(caseId: string): string | undefined {
  const found = CASE_ID.exec(caseId);
  if (!found) return undefined;
  const bits = BigInt(`0x${found[1] ?? ''}${found[2] ?? ''}${found[3] ?? ''}`);
  const symbols = symbolsOf(bits) + checkSymbol(bits);
  return `${symbols.slice(0, 4)}-${symbols.slice(4, 8)}-${symbols.slice(8)}`;
}

/**
 * How the id of the case begins to which a receipt number belongs. Spaces, hyphens and small letters do not matter; I and
 * L are read as 1, O as 0.
 *
 * @returns undefined when it is no receipt number: too short, or its check symbol does not fit
 */
export function caseOfReceipt(receipt: string): string | undefined {
  const read = receipt.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
  if (read.length !== LENGTH + 1) return undefined;
  let bits = 0n;
  for (const symbol of read.slice(0, LENGTH)) {
    const value = SYMBOLS.indexOf(symbol);
    if (value < 0) return undefined;
    bits = bits * 32n + BigInt(value);
  }
  if (read.slice(LENGTH) !== checkSymbol(bits)) return undefined;
  const hex = bits.toString(16).padStart(15, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12)}-`;
}

function symbolsOf(bits: bigint): string {
  let rest = bits;
  let symbols = '';
  for (let n = 0; n < LENGTH; n++) {
    symbols = (SYMBOLS[Number(rest % 32n)] ?? '') + symbols;
    rest /= 32n;
  }
  return symbols;
}

// Modulo a prime for which 32 is no unit: almost every wrong symbol and every swap of neighbours is noticed.
function checkSymbol(bits: bigint): string {
  return SYMBOLS[Number(bits % 29n)] ?? '';
}

/** Rows by their `case_id`, which is left out of them. */
export function byCase(rows: readonly object[]): Map<string, object[]> {
  const grouped = new Map<string, object[]>();
  for (const { case_id: id, ...row } of rows as { case_id: string }[]) {
    const known = grouped.get(id);
    if (known) known.push(row);
    else grouped.set(id, [row]);
  }
  return grouped;
}

/** Whether the rows are the same, whatever their order and that of their columns. */
export function sameRows(stored: readonly object[] | undefined, expected: readonly object[]): boolean {
  return asText(stored ?? []) === asText(expected);
}

function asText(rows: readonly object[]): string {
  const texts = rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))));
  return texts.sort().join('\n');
}

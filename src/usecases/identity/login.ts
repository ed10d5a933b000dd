/** An account's name in normal form: compatibility characters folded, no blanks around, lower case. */
export function loginOf(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/** Whether an account may have this name: 1 to 64 letters, digits, `.`, `_`, `@`, `-` of any script. */
export function isLogin(name: string): boolean {
  return /^[\p{L}\p{N}._@-]{1,64}$/u.test(name) && loginOf(name) === name;
}

/** The variables that hold a key of capstan's own: whoever knows one can forge what it vouches for. */
export const ownKeys: readonly string[] = ['CAPSTAN_JOURNAL_KEY', 'CAPSTAN_FINGERPRINT_KEY', 'CAPSTAN_REVIEW_KEY'];

/**
 * Whether a variable is no place for the client secret: it holds an id, something that files may read, or one of
 * capstan's own settings and keys. Others may know what it holds.
 */
export function isNeverAClientSecret(name: string): boolean {
  return /_ID$|^CAPSTAN_(?:VAR|ALLOWED)_/.test(name) || ownKeys.includes(name);
}

/** Whether a variable is no place for the client id: an id is shown in plans and travels in clear. */
export function isNeverAClientId(name: string): boolean {
  return /^CAPSTAN_(?:.*_)?(?:SECRET|KEY|TOKEN|PASSWORD)$/.test(name);
}

import type { SecretReason } from '../model/secrecy.ts';

/** Why a key was taken for a secret, in a few words. */
export function reasonText(why: SecretReason): string {
  switch (why.kind) {
    case 'catalogue':
      return 'known as a secret';
    case 'sensitive':
      return 'sensitive in the file';
    case 'reference':
      return 'comes from a secret in the file';
    case 'source':
      return `a secret in ${why.source}`;
    case 'contains':
      return `its value contains ${why.what}`;
    case 'name':
      return 'its name says so';
    case 'form':
      return `it holds ${why.form}`;
  }
}

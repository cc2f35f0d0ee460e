import type { CatalogueGroup } from './row.ts';
import { backplane } from './rows/backplane.ts';
import { console } from './rows/console.ts';
import { emails } from './rows/e-mails.ts';
import { general } from './rows/general.ts';
import { hostedLogin } from './rows/hosted-login.ts';
import { other } from './rows/other.ts';
import { socialLogin } from './rows/social-login.ts';

/** The public documentation of each setting, by the groups of the documents. */
export const settings: readonly CatalogueGroup[] = [
  backplane,
  console,
  general,
  socialLogin,
  emails,
  hostedLogin,
  other,
];

import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser of this machine; null when there is none. */
export const browserPath: string | null = findBrowser();

function findBrowser(): string | null {
  const named = process.env['CAPSTAN_CHROMIUM'];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const usual = [...folders, '/usr/bin', '/usr/local/bin'].flatMap((folder) => names.map((name) => join(folder, name)));
  const candidates = named === undefined || named === '' ? usual : [named];
  return candidates.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether a missing browser is a failure rather than a reason to skip. */
export const browserRequired: boolean = process.env['CAPSTAN_BROWSER_TESTS'] === 'required';

if (browserPath === null) {
  const line = '='.repeat(80);
  const what = `${line}\nBROWSER TESTS ARE SKIPPED: no Chromium was found. Pages are NOT tested in a browser.\n`;
  process.stderr.write(
    `\n${what}Install one (scripts/install-browser.sh) or name it in CAPSTAN_CHROMIUM.\n${line}\n\n`,
  );
}

// Everything is on the page when it is asked for; this only ends what would hang.
const actionTimeoutMs = 15_000;

const quiet = [
  'disable-gpu',
  'disable-quic',
  'no-first-run',
  'disable-background-networking',
  'disable-component-update',
];

/** Starts the browser; as root it has no sandbox of its own, and needs none for pages of these tests. */
export function startBrowser(): Promise<Browser> {
  const args = [...quiet, 'disable-sync', 'no-sandbox'].map((name) => `--${name}`);
  return chromium.launch({ executablePath: browserPath ?? '', args });
}

/** A page that was opened from a file, with everything that it said and asked for. */
export type OpenPage = {
  readonly page: Page;
  /** What went to the console, and what was thrown. */
  readonly said: readonly string[];
  /** What it asked for, the page itself aside. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
};

/** Opens a page as someone does who has downloaded it. */
export async function openPage(browser: Browser, html: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const folder = mkdtempSync(join(tmpdir(), 'capstan-page-'));
  const file = join(folder, 'page.html');
  writeFileSync(file, html);
  const address = pathToFileURL(file).href;
  const context = await browser.newContext(options);
  context.setDefaultTimeout(actionTimeoutMs);
  const page = await context.newPage();
  const said: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('dialog', (dialog) => {
    said.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => undefined);
  });
  context.on('request', (request) => {
    if (request.url() !== address) requests.push(request.url());
  });
  await page.goto(address);
  const close = async (): Promise<void> => {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { page, said, requests, close };
}

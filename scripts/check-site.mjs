// Opens every page of the built site in Chromium, on a narrow screen, light and dark: nothing goes to the console and nowhere
// else, no sideways scroll, no serious finding of axe, every internal link leads to a page and a heading, and the search finds
// a setting. `npm run docs` builds the site first.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const site = join(dirname(fileURLToPath(import.meta.url)), '../docs/.vitepress/dist');
const narrow = { width: 360, height: 740 };
const pagesAtOnce = 3;
const actionTimeoutMs = 30_000;
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
  '.json': 'application/json',
};

const complaints = [];

/** A server of the files of the site, on this machine alone. */
function serve() {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = join(site, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': `${types[extname(file)] ?? 'text/plain'}; charset=utf-8` });
    return response.end(readFileSync(file));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** A page that says into `complaints` what it should not do. */
async function openTab(context, origin) {
  const page = await context.newPage();
  page.setDefaultTimeout(actionTimeoutMs);
  const say = (what) => complaints.push(`${new URL(page.url()).pathname}: ${what}`);
  page.on('console', (message) => say(`console: ${message.text()}`));
  page.on('pageerror', (error) => say(String(error)));
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:')) say(`asks for ${url}`);
  });
  return { page, say };
}

/** What the browser says of a page: read in one go, since each question takes time. */
function lookAt() {
  const anchors = [...document.querySelectorAll('.vp-doc a[href], .VPSidebar a[href]')];
  const { scrollWidth, clientWidth } = document.documentElement;
  return {
    overflow: scrollWidth - clientWidth,
    links: anchors.map(({ href }) => href),
    ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
    words: document.querySelector('.vp-doc')?.textContent?.length ?? 0,
  };
}

/** In the dark only colours differ; of pages of one kind, the others show them. */
const ofOneKind = /\/docs\/(?:guards|decisions)\/\d*[a-z]/;
const rules = { light: undefined, dark: ['color-contrast'] };

async function findingsOfAxe(page, colours) {
  const { violations } = await page.evaluate(
    (runOnly) => globalThis.axe.run(document, { resultTypes: ['violations'], ...(runOnly ? { runOnly } : {}) }),
    rules[colours],
  );
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, nodes }) => `axe ${id}: ${nodes.length}, first ${nodes[0].target.join(' ')}`);
}

async function checkPage({ page, say }, address) {
  await page.goto(address, { waitUntil: 'load' });
  const { overflow, links, ids, words } = await page.evaluate(lookAt);
  if (words < 50) say('is empty');
  if (overflow > 0) say(`scrolls sideways by ${overflow} pixels`);
  for (const colorScheme of ofOneKind.test(address) ? ['light'] : ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    for (const finding of await findingsOfAxe(page, colorScheme)) say(`${colorScheme}: ${finding}`);
  }
  return { path: new URL(address).pathname, links, ids: new Set(ids) };
}

function checkLinks(seen, origin) {
  const byPath = new Map(seen.map((page) => [page.path, page]));
  const linked = new Set();
  for (const { path, links } of seen) {
    const own = [...new Set(links)].map((link) => new URL(link)).filter((link) => link.origin === origin);
    for (const link of own) {
      const target = link.pathname === '/' ? '/index.html' : link.pathname;
      linked.add(target);
      complaints.push(...wrongLink(link, byPath.get(target)).map((wrong) => `${path}: ${wrong}`));
    }
  }
  for (const path of byPath.keys()) if (!linked.has(path)) complaints.push(`${path}: no page links to it`);
}

function wrongLink({ pathname, hash }, target) {
  if (target === undefined) return [`links to ${pathname}, which is not there`];
  const isThere = hash === '' || target.ids.has(decodeURIComponent(hash.slice(1)));
  return isThere ? [] : [`links to ${pathname}${hash}, a heading that is not there`];
}

/** A reader types the name of a setting, and comes to what is told of it. */
async function checkSearch({ page, say }, origin) {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${origin}/`);
  await page.keyboard.press('Control+k');
  await page.locator('.VPLocalSearchBox input').fill('login_attempts_threshold');
  await page.locator('.VPLocalSearchBox .result').first().click();
  await page
    .waitForURL(/settings\.html#login_attempts_threshold$/)
    .catch(() => say('the search does not find a setting'));
}

const server = await serve();
const origin = `http://127.0.0.1:${server.address().port}`;
const quiet = [
  'disable-gpu',
  'no-first-run',
  'disable-background-networking',
  'disable-component-update',
  'no-sandbox',
];
const browser = await chromium.launch({
  executablePath: process.env.CAPSTAN_CHROMIUM || '/usr/bin/chromium',
  args: quiet.map((name) => `--${name}`),
});
try {
  const files = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.html') && name !== '404.html',
  );
  const left = files.map((name) => `${origin}/${name.replaceAll('\\', '/')}`);
  const seen = [];
  const work = async () => {
    const context = await browser.newContext({ viewport: narrow });
    await context.addInitScript(axe.source);
    const tab = await openTab(context, origin);
    for (let address = left.pop(); address !== undefined; address = left.pop())
      seen.push(await checkPage(tab, address));
    await context.close();
  };
  await Promise.all(Array.from({ length: pagesAtOnce }, work));
  checkLinks(seen, origin);
  const context = await browser.newContext();
  await checkSearch(await openTab(context, origin), origin);
  for (const complaint of new Set(complaints)) console.error(complaint);
  console.log(`${seen.length} pages, ${complaints.length} complaints`);
} finally {
  await browser.close();
  server.close();
}
process.exitCode = complaints.length === 0 ? 0 : 1;

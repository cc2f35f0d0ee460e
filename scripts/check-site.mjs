// Opens every page of the built site in Chromium, on a narrow screen, light and dark: nothing goes to the console and nowhere
// else, no sideways scroll, no serious finding of axe, every internal link leads to a page and a heading, and the search finds
// a setting. `npm run docs` builds the site first.
// Contrast takes half of the time of axe and depends on colours alone: axe judges it on each page that has colours which it
// has not judged before. Pages made from one template are opened all, and every tenth of them is given to axe.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const site = join(root, 'docs/.vitepress/dist');
/** Served beside the site, so that the browser keeps what it has made of it from page to page. */
const axe = { path: '/axe.min.js', file: join(root, 'node_modules/axe-core/axe.min.js') };
const narrow = { width: 360, height: 740 };
const pagesAtOnce = 3;
// Nothing depends on timing: this only ends a check that hangs, also on a busy machine.
const actionTimeoutMs = 120_000;
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
    const file = pathname === axe.path ? axe.file : join(site, pathname.replace(/\/$/, '/index.html'));
    if (!existsSync(file)) return response.writeHead(404).end();
    const type = `${types[extname(file)] ?? 'text/plain'}; charset=utf-8`;
    response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=3600' });
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

/** Each combination of colours, size and weight in which there is text on the page, read in the browser. */
function coloursHere() {
  /** The ground of an element: its own colour on that of what it stands in. */
  const groundOf = (element) => {
    if (element === null) return '';
    const { backgroundColor, opacity } = getComputedStyle(element);
    return backgroundColor.startsWith('rgb(')
      ? backgroundColor
      : groundOf(element.parentElement) + backgroundColor + opacity;
  };
  const found = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const { color, fontSize, fontWeight } = getComputedStyle(text.parentElement);
    if (text.data.trim() !== '') found.add([color, groundOf(text.parentElement), fontSize, fontWeight].join(' '));
  }
  return [...found];
}

const judgedColours = new Set();

/** Whether the page has colours that axe did not judge yet; from now on they are judged. */
async function hasNewColours(page) {
  const colours = await page.evaluate(coloursHere);
  const isNew = colours.some((one) => !judgedColours.has(one));
  for (const one of colours) judgedColours.add(one);
  return isNew;
}

async function findingsOfAxe(page, options) {
  const { violations } = await page.evaluate(
    (given) => globalThis.axe.run(document, { resultTypes: ['violations'], preload: false, ...given }),
    options,
  );
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, nodes }) => `axe ${id}: ${nodes.length}, first ${nodes[0].target.join(' ')}`);
}

/** The rules that look at colours alone. */
const ofColours = ['color-contrast', 'link-in-text-block'];
/** Rules of less weight take a fifth of the time, and what they find is no complaint here. */
const ofLessWeight = ['region', 'landmark-unique', 'page-has-heading-one', 'heading-order', 'aria-allowed-role'];

function without(ids) {
  return { rules: Object.fromEntries(ids.map((id) => [id, { enabled: false }])) };
}

async function checkPage({ page, say }, { address, part }) {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(address, { waitUntil: 'load' });
  const { overflow, links, ids, words } = await page.evaluate(lookAt);
  if (words < 50) say('is empty');
  if (overflow > 0) say(`scrolls sideways by ${overflow} pixels`);
  if (part === 'axe') for (const finding of await judge(page)) say(finding);
  return { path: new URL(address).pathname, links, ids: new Set(ids) };
}

/** What axe finds: all in the light, in the dark the colours. */
async function judge(page) {
  await page.addScriptTag({ url: axe.path });
  const left = (await hasNewColours(page)) ? ofLessWeight : [...ofLessWeight, ...ofColours];
  const light = await findingsOfAxe(page, without(left));
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = (await hasNewColours(page)) ? await findingsOfAxe(page, { runOnly: ofColours }) : [];
  return [...light.map((finding) => `light: ${finding}`), ...dark.map((finding) => `dark: ${finding}`)];
}

/** Pages of one template, made from data. */
const ofOneTemplate = /^docs\/reference\/settings\//;
const sampledEvery = 10;

/** The pages, each with how it is looked at. */
function pagesOf(names, origin) {
  const sampled = names.filter((name) => ofOneTemplate.test(name)).filter((_, index) => index % sampledEvery === 0);
  return names.map((name) => ({
    address: `${origin}/${name}`,
    part: ofOneTemplate.test(name) && !sampled.includes(name) ? 'opened' : 'axe',
  }));
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
    .waitForURL(/settings\/login_attempts_threshold\.html/)
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
  const files = readdirSync(site, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html') && name !== '404.html')
    .map((name) => name.replaceAll('\\', '/'));
  const left = pagesOf(files.sort(), origin);
  const seen = [];
  const work = async () => {
    const context = await browser.newContext({ viewport: narrow });
    const tab = await openTab(context, origin);
    for (let next = left.pop(); next !== undefined; next = left.pop()) seen.push(await checkPage(tab, next));
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

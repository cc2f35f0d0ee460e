// Makes docs/pictures/ from a fixed example on a sandbox, with a clock that stands still.
//   node scripts/pictures.mjs [NAME...]     all pictures, or those that are named
// Needs a Chromium (CAPSTAN_CHROMIUM, or where it usually is). What this build cannot show yet is passed over.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';
import MarkdownIt from 'markdown-it';
import { chromium } from 'playwright-core';
import { buildIsStale } from './stale.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const output = join(root, 'docs/pictures');
const maxBytes = 150_000;
const nowMs = Date.UTC(2026, 10, 21, 9, 30);
// The clock of the programs that are started: what they show must not depend on the day.
const clock = `data:text/javascript,${encodeURIComponent(`
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...parts) { if (parts.length === 0) super(${nowMs}); else super(...parts); }
  static now() { return ${nowMs}; }
};`)}`;

const mail = (greeting, limit) => `<p>${greeting} {{ name }},</p>
<p>someone asked to set a new password for your account.</p>
<p><a href="{{ url }}">Set a new password</a></p>
<p>The link works for ${limit}.</p>
<p>Example Shop</p>`;

const indented = (text) => text.replaceAll('\n', '\n    ');

const file = ({ attempts, greeting, limit, name }) => `version: 1
application:
  id: sandboxapplication00000001
  configUrl: \${env:CAPSTAN_VAR_SANDBOX_URL}
  captureUrl: \${env:CAPSTAN_VAR_SANDBOX_URL}
settings:
  site_name: Example Shop
  login_attempts: ${attempts}
  default_flow_name: standard
custom:
  site_locale: US
  password_mail: |-
    ${indented(mail(greeting, limit))}
clients:
  web-login:
    id: sandboxclientweblogin00000000001
    features: [login_client]
    settings:
      site_name: ${name}
`;

const baseline = file({ attempts: 5, greeting: 'Hello', limit: 'two hours', name: 'Example Shop' });
const wanted = file({ attempts: 10, greeting: 'Good day', limit: 'one hour', name: 'Example Shop on the web' });

function git(folder, ...args) {
  const who = { NAME: 'Ada Example', EMAIL: 'ada@example.com', DATE: new Date(nowMs).toISOString() };
  const env = { ...process.env };
  for (const role of ['AUTHOR', 'COMMITTER'])
    for (const [key, value] of Object.entries(who)) env[`GIT_${role}_${key}`] = value;
  const { status, stderr } = spawnSync('git', ['-c', 'commit.gpgsign=false', ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
}

/** A folder with two commits: what was applied (`applied`), and what is wanted now. */
function exampleFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'capstan-pictures-'));
  git(folder, 'init', '-q', '-b', 'main');
  for (const [text, message] of [
    [baseline, 'As applied'],
    [wanted, 'More attempts, another mail'],
  ]) {
    writeFileSync(join(folder, 'capstan.yaml'), text);
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '-m', message);
    if (text === baseline) git(folder, 'tag', 'applied');
  }
  return folder;
}

async function startExample() {
  const { startSandbox } = await import(pathToFileURL(join(root, 'dist/index.js')).href);
  const sandbox = await startSandbox();
  // Live is what was applied, but for one value that someone changed in the Console.
  sandbox.edit((state) => ({
    ...state,
    settings: {
      ...state.settings,
      login_attempts: 5,
      site_name: 'Example Shop (summer)',
      default_flow_name: 'standard',
    },
    custom: { ...state.custom, site_locale: 'US', password_mail: mail('Hello', 'two hours') },
    clients: state.clients.map((client) =>
      client.id === 'sandboxclientweblogin00000000001'
        ? {
            ...client,
            features: ['login_client'],
            settings: { ...client.settings, site_name: 'Example Shop', login_attempts: 5 },
          }
        : client,
    ),
  }));
  return sandbox;
}

function capstan(example, args, more = {}) {
  const owner = example.sandbox.state().clients.find(({ features }) => features.includes('owner'));
  const env = {
    PATH: process.env.PATH,
    HOME: example.folder,
    COLUMNS: '110',
    NODE_OPTIONS: `--import ${clock}`,
    CAPSTAN_VAR_SANDBOX_URL: example.sandbox.url,
    CAPSTAN_CLIENT_ID: owner.id,
    CAPSTAN_CLIENT_SECRET: owner.secret,
    CAPSTAN_FINGERPRINT_KEY: 'a key for pictures, which guards nothing',
    ...more,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'bin/capstan.cjs'), ...args], { cwd: example.folder, env });
    const [out, err] = [[], []];
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, text: Buffer.concat(out).toString('utf8'), trouble: Buffer.concat(err).toString('utf8') }),
    );
  });
}

const escaped = (text) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const ansiClasses = { 1: 'bold', 2: 'dim', 31: 'red', 32: 'green', 33: 'yellow', 36: 'cyan' };
const ansiEnds = { 22: ['bold', 'dim'], 39: ['red', 'green', 'yellow', 'cyan'] };

/** The classes that hold after one code of a terminal. */
function afterCode(on, code) {
  if (code === 0) return [];
  const ended = ansiEnds[code] ?? [];
  return [...on.filter((name) => !ended.includes(name)), ...(ansiClasses[code] ? [ansiClasses[code]] : [])];
}

/** Text with the colours of a terminal as HTML. */
function terminalHtml(command, text) {
  let on = [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what terminals take for colours.
  const pieces = text.split(/\u001b\[([\d;]*)m/);
  const spans = pieces.map((piece, index) => {
    if (index % 2 === 1) on = piece.split(';').map(Number).reduce(afterCode, on);
    return index % 2 === 1 || piece === '' ? '' : `<span class="${on.join(' ')}">${escaped(piece)}</span>`;
  });
  return `<!doctype html><meta charset="utf-8"><style>
body{margin:0;background:#0f131a;color:#d7dde6;font:14px/1.5 ui-monospace,Menlo,Consolas,"Liberation Mono",monospace}
pre{margin:0;padding:20px 24px;white-space:pre-wrap;font:inherit}
.bold{font-weight:700}.dim{color:#8d98a8}.red{color:#ff8f8f}.green{color:#86d99f}.yellow{color:#eccb6f}.cyan{color:#7cc7e8}
</style><pre><span class="dim">$</span> ${escaped(command)}\n${spans.join('')}</pre>`;
}

/** Markdown as a comment on a hosting site shows it. */
function commentHtml(text) {
  // Not every machine has the font for these.
  const body = new MarkdownIt({ html: true }).render(text.replace(/\p{Extended_Pictographic}\uFE0F? ?/gu, ''));
  return `<!doctype html><meta charset="utf-8"><style>
body{margin:0;background:#fff;color:#1f2328;font:14px/1.5 -apple-system,"Segoe UI",system-ui,sans-serif}
main{margin:16px;border:1px solid #d1d9e0;border-radius:6px}
main>p.who{margin:0;padding:8px 16px;background:#f6f8fa;border-bottom:1px solid #d1d9e0;color:#59636e;border-radius:6px 6px 0 0}
article{padding:4px 16px 12px}
h1,h2,h3,h4{line-height:1.25;margin:16px 0 8px}h2{font-size:20px;border-bottom:1px solid #d1d9e0b3;padding-bottom:5px}h3{font-size:16px}
table{border-collapse:collapse;margin:8px 0;display:block;overflow:auto}th,td{border:1px solid #d1d9e0;padding:5px 12px;text-align:left;vertical-align:top}
tr:nth-child(2n){background:#f6f8fa}
code{font:12px ui-monospace,Menlo,Consolas,"Liberation Mono",monospace;background:#818b981f;border-radius:6px;padding:2px 5px}
pre{background:#f6f8fa;border-radius:6px;padding:12px;overflow:auto}pre code{background:none;padding:0}
blockquote{margin:8px 0;padding:0 14px;border-left:4px solid #d1d9e0;color:#59636e}
a{color:#0969da}summary{cursor:pointer}
</style><main><p class="who"><b>capstan</b> commented</p><article>${body}</article></main>`;
}

const review = ['plan', '--baseline', 'git:applied'];
const drift = ['drift', '--baseline', 'git:applied'];

/** Each picture: what is run, how its output becomes a page, and how that is looked at. */
const pictures = {
  'plan-terminal': {
    args: [...review, '--verbose'],
    env: { FORCE_COLOR: '1' },
    page: (text) => terminalHtml('capstan plan --verbose', text),
    width: 1000,
  },
  'plan-markdown': { args: [...review, '--format', 'markdown'], page: commentHtml, width: 900 },
  'plan-html': { args: [...review, '--format', 'html'], width: 1040 },
  'plan-html-dark': { args: [...review, '--format', 'html'], width: 1040, scheme: 'dark' },
  'drift-html': { args: [...drift, '--format', 'html'], width: 1040 },
  inventory: { args: ['compare', 'live:capstan.yaml', '--format', 'html'], width: 1040 },
};

const maxHeight = 1500;

// Runs in the browser. Text on plain grounds has few colours: the 256 that occur most, and the nearest for all others.
const toPalette = `async (png) => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + png;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const colours = new Uint32Array(data.length / 4);
  const counts = new Map();
  for (let at = 0; at < colours.length; at += 1) {
    const colour = (data[at * 4] << 16) | (data[at * 4 + 1] << 8) | data[at * 4 + 2];
    colours[at] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 256).map(([colour]) => colour);
  const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];
  const places = new Map(palette.map((colour, index) => [colour, index]));
  const nearest = (colour) => {
    const own = parts(colour);
    let [best, least] = [0, Infinity];
    palette.forEach((other, index) => {
      const far = parts(other).reduce((sum, part, at) => sum + (part - own[at]) ** 2, 0);
      if (far < least) [best, least] = [index, far];
    });
    return best;
  };
  const indexes = Array.from(colours, (colour) => {
    if (!places.has(colour)) places.set(colour, nearest(colour));
    return places.get(colour);
  });
  let text = '';
  for (const index of indexes) text += String.fromCharCode(index);
  return { width: image.width, height: image.height, palette: palette.flatMap(parts), pixels: btoa(text) };
}`;

function pngChunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** The same picture with a palette: less than half the bytes. */
async function smaller(browser, png) {
  const page = await browser.newPage();
  const { width, height, palette, pixels } = await page.evaluate(`(${toPalette})("${png.toString('base64')}")`);
  await page.close();
  const indexes = Buffer.from(pixels, 'base64');
  const lines = Array.from({ length: height }, (_, row) =>
    Buffer.concat([Buffer.from([0]), indexes.subarray(row * width, (row + 1) * width)]),
  );
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', head),
    pngChunk('PLTE', Buffer.from(palette)),
    pngChunk('IDAT', deflateSync(Buffer.concat(lines), { level: 9 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

async function take(browser, example, name, { args, env, page: pageOf = (text) => text, width, scheme = 'light' }) {
  const { code, text, trouble } = await capstan(example, args, env);
  if (text === '' || (args.includes('html') && !text.startsWith('<!doctype html>'))) {
    console.log(`passed over: ${name}: capstan ${args.join(' ')} ended with ${code}. ${trouble.split('\n')[0]}`);
    return;
  }
  const html = join(example.folder, `${name}.html`);
  writeFileSync(html, pageOf(text.replaceAll(example.sandbox.url, 'http://127.0.0.1:8787')));
  const context = await browser.newContext({ viewport: { width, height: 1000 }, colorScheme: scheme });
  const page = await context.newPage();
  await page.goto(pathToFileURL(html).href);
  const height = Math.min(
    maxHeight,
    await page.evaluate('Math.ceil(document.documentElement.getBoundingClientRect().height)'),
  );
  const path = join(output, `${name}.png`);
  const png = await page.screenshot({ clip: { x: 0, y: 0, width, height }, fullPage: true });
  await context.close();
  const picture = await smaller(browser, png);
  writeFileSync(path, picture);
  const size = picture.length;
  console.log(`${name}.png: ${width} x ${height}, ${Math.ceil(size / 1000)} kB`);
  if (size > maxBytes) throw new Error(`${name}.png is larger than ${maxBytes} bytes`);
}

function findBrowser() {
  const { status, stdout } = spawnSync('bash', [join(root, 'scripts/install-browser.sh')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) process.exit(1);
  return stdout.trim();
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(pictures, name));
if (unknown.length > 0)
  throw new Error(`No such picture: ${unknown.join(', ')}. There are: ${Object.keys(pictures).join(', ')}`);
if (buildIsStale(root))
  spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), '--without-types'], { stdio: 'inherit' });
mkdirSync(output, { recursive: true });
const folder = exampleFolder();
const sandbox = await startExample();
const quiet = ['gpu', 'quic', 'background-networking', 'component-update', 'sync'].map((name) => `--disable-${name}`);
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: ['--no-sandbox', '--no-first-run', '--disable-lcd-text', '--font-render-hinting=none', ...quiet],
});
try {
  for (const [name, picture] of Object.entries(pictures)) {
    if (asked.length === 0 || asked.includes(name)) await take(browser, { folder, sandbox }, name, picture);
  }
} finally {
  await browser.close();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
}

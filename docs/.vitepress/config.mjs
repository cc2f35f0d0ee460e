import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withPlainBraces } from './plain-braces.mjs';
import { sidebar } from './sidebar.mjs';
import { withSiteLinks } from './site-links.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

// The pages of the repository are the pages of the site, where they lie: links between them hold in both places.
const notPages = [
  'node_modules',
  'test',
  'src',
  'dist',
  'coverage',
  '.github',
  '.capstan',
  'bench',
  'examples/*/node_modules',
];

/** As GitHub makes the anchor of a heading, so that links to headings hold in both places. */
function anchorOf(heading) {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
}

function extended(markdown) {
  withSiteLinks(markdown, { root, without: ['bench'] });
  withPlainBraces(markdown);
}

/** Colours of code that can be told from their ground. */
const theme = { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' };

export default {
  title: 'capstan',
  description: 'Configuration as code for Akamai Identity Cloud',
  srcDir: '..',
  srcExclude: notPages.map((folder) => `${folder}/**`),
  rewrites: { 'README.md': 'index.md' },
  // Nothing is loaded from elsewhere, and no icon is asked for.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  markdown: { anchor: { slugify: anchorOf }, config: extended, theme },
  themeConfig: {
    outline: [2, 3],
    search: { provider: 'local' },
    sidebar,
    nav: [
      { text: 'Tutorial', link: '/docs/tutorial' },
      { text: 'The file', link: '/docs/file' },
      { text: 'Settings', link: '/docs/reference/settings' },
    ],
  },
};

import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';

/**
 * On the site, a link to a folder leads to the README in it, and one to a file that is no page, such as a test, is text with
 * the name of the file as its title: the site has pages alone.
 */
export function withSiteLinks(markdown, repository) {
  markdown.core.ruler.push('site-links', ({ tokens, env }) => {
    for (const { children } of tokens) withLinks(children ?? [], (href) => onSite(href, env.relativePath, repository));
  });
}

function withLinks(tokens, onSiteOf) {
  const open = [];
  for (const token of tokens) {
    if (token.type === 'link_open') {
      const href = token.attrGet('href') ?? '';
      const link = onSiteOf(href);
      open.push(link);
      if (link === null) Object.assign(token, { type: 'span_open', tag: 'span', attrs: [['title', href]] });
      else token.attrSet('href', link);
    } else if (token.type === 'link_close' && open.pop() === null) {
      Object.assign(token, { type: 'span_close', tag: 'span' });
    }
  }
}

/** Where a link leads on the site; null: the site does not have it. README of the repository is the first page of the site. */
function onSite(href, page, { root, without }) {
  if (/^(?:[a-z]+:|#)/i.test(href)) return href;
  const [path = '', anchor] = href.split('#');
  const file = posix.join(posix.dirname(page), path);
  const readme = posix.join(path, 'README.md');
  const target = !path.endsWith('.md') && existsSync(join(root, file, 'README.md')) ? readme : path;
  if (!target.endsWith('.md') || without.some((folder) => file.startsWith(`${folder}/`))) return null;
  if (file === 'README.md') return `/${anchor === undefined ? '' : `#${anchor}`}`;
  return anchor === undefined ? target : `${target}#${anchor}`;
}

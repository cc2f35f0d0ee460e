/**
 * The script of a report's page: filters. It uses only the content of the page, never treats text as markup, and sends
 * no request. It is kept as text because it runs in a browser; test/browser runs it.
 */
export const reportScript = String.raw`'use strict';
(() => {
  const form = document.querySelector('.all-rows form.filters');
  const rows = Array.from(document.querySelectorAll('[data-row]'));
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const shown = form && form.querySelector('.shown');

  const fits = (row, wish) =>
    ['scope', 'risk', 'kind'].every((name) => !wish[name] || row.dataset[name] === wish[name]) &&
    wish.text.split(/\s+/).every((word) => (texts.get(row) + ' ' + row.dataset.scope.toLowerCase()).includes(word));

  const filter = () => {
    const data = new FormData(form);
    const wish = { scope: data.get('scope'), risk: data.get('risk'), kind: data.get('kind') };
    wish.text = String(data.get('text')).trim().toLowerCase();
    for (const row of rows) row.hidden = !fits(row, wish);
    for (const group of document.querySelectorAll('section.group')) {
      group.hidden = !group.querySelector('[data-row]:not([hidden])');
    }
    const count = rows.filter((row) => !row.hidden).length;
    shown.textContent = count + ' of ' + rows.length + ' rows shown';
  };

  const showRow = (hash) => {
    const row = hash.length > 1 && document.getElementById(hash.slice(1));
    if (!form || !row || !row.hidden) return;
    form.reset();
    filter();
    row.scrollIntoView();
    row.focus();
  };

  if (form) {
    form.addEventListener('input', filter);
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', () => setTimeout(filter));
    filter();
  }
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href^="#"]');
    if (link) showRow(link.getAttribute('href'));
  });
  const folded = [];
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('details:not([open])')) {
      folded.push(details);
      details.open = true;
    }
  });
  addEventListener('afterprint', () => {
    for (const details of folded.splice(0)) details.open = false;
  });
})();`;

/**
 * The common part of all page scripts: a copy button beside each command, and filters that are folded on a narrow
 * screen. Without it, one click selects the whole command. See report-script.ts for its rules.
 */
export const copyScript = `'use strict';
(() => {
  const copied = async (code) => {
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      // No clipboard is given to a page from a disk everywhere: then what is marked is copied as by hand.
      getSelection().selectAllChildren(code);
      document.execCommand('copy');
    }
  };
  for (const code of document.querySelectorAll('code.copy')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy-button';
    button.textContent = 'Copy';
    button.addEventListener('click', async () => {
      await copied(code);
      button.textContent = 'Copied';
      setTimeout(() => (button.textContent = 'Copy'), 2000);
    });
    code.after(button);
  }
  const narrow = matchMedia('(max-width: 40rem)');
  const fold = () => {
    for (const details of document.querySelectorAll('.filter-fold')) {
      details.hidden = false;
      details.open = !narrow.matches;
    }
  };
  narrow.addEventListener('change', fold);
  fold();
})();`;

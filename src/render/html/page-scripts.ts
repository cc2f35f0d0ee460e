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
 * screen. Without it, one click selects the whole command. The rules of `reportScript` hold here too.
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

/** The script of a matrix: filter, sorting by column, and CSV made in the page. The rules of `reportScript` hold here too. */
export const inventoryScript = String.raw`'use strict';
(() => {
  const order = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  // What a client inherits is in the column of the global values alone.
  const valueOf = (cell) =>
    cell.dataset.csv !== undefined ? cell.dataset.csv
    : cell.className === 's-inherited' ? cell.parentNode.cells[1].dataset.csv : '';
  const stateOf = (cell) => (cell.querySelector('.state') || cell).textContent.trim();
  const withOwnValue = ['s-own', 's-overridden', 's-redundant', 's-not-compared', 's-ignored'];

  // A spreadsheet would take what begins like this for a formula, and run it.
  const harmless = (text) => (/^[=+\-@\t\r]/.test(text) ? "'" + text : text);
  const quoted = (text) => '"' + harmless(text).replaceAll('"', '""') + '"';

  const csvOf = (table, rows) => {
    const heads = Array.from(table.tHead.rows[0].cells).flatMap((cell) =>
      cell.dataset.states === undefined ? [cell.dataset.csv] : [cell.dataset.csv, cell.dataset.states]);
    const lines = rows.map((row) => Array.from(row.cells).flatMap((cell, index) =>
      index < 2 ? [valueOf(cell)] : [valueOf(cell), stateOf(cell)]));
    return '\ufeff' + [heads, ...lines].map((cells) => cells.map(quoted).join(',') + '\r\n').join('');
  };

  const save = (name, text) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  const sortBy = (table, index, direction) => {
    const key = (row) => valueOf(row.cells[index]);
    const rows = Array.from(table.tBodies[0].rows);
    // What is empty stands last in both directions.
    rows.sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      if ((x === '') !== (y === '')) return x === '' ? 1 : -1;
      return direction * order.compare(x, y);
    });
    table.tBodies[0].append(...rows);
  };

  const makeSortable = (table, say) => {
    const heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach((head, index) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      head.setAttribute('aria-sort', 'none');
      button.addEventListener('click', () => {
        const up = head.getAttribute('aria-sort') !== 'ascending';
        for (const other of heads) other.setAttribute('aria-sort', 'none');
        head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
        sortBy(table, index, up ? 1 : -1);
        say('sorted by ' + head.dataset.csv + (up ? ', ascending' : ', descending'));
      });
    });
  };

  for (const part of document.querySelectorAll('.inventory')) {
    const form = part.querySelector('form');
    const table = part.querySelector('table.matrix');
    if (!form || !table) continue;
    const rows = Array.from(table.tBodies[0].rows);
    const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
    const clients = Array.from(table.tHead.rows[0].cells).map((head) => head.dataset.csv);
    const shown = form.querySelector('.shown');
    const scroll = table.parentNode;
    const hint = () => scroll.parentNode.classList.toggle(
      'more-right', scroll.scrollLeft + scroll.clientWidth < scroll.scrollWidth - 1);
    let note = '';

    const fits = (row, wish) => {
      if (wish.section && row.dataset.section !== wish.section) return false;
      if (!wish.text.split(/\s+/).every((word) => texts.get(row).includes(word))) return false;
      if (!wish.client && !wish.state) return true;
      return Array.from(row.cells).some((cell, index) =>
        index > 1 &&
        (!wish.client || clients[index] === wish.client) &&
        (wish.state ? stateOf(cell) === wish.state : withOwnValue.includes(cell.className)));
    };
    const tell = () => {
      const count = rows.filter((row) => !row.hidden).length;
      shown.textContent = count + ' of ' + rows.length + ' rows shown' + (note === '' ? '' : ', ' + note);
    };
    const filter = () => {
      const data = new FormData(form);
      const wish = { section: data.get('section'), client: data.get('client'), state: data.get('state') };
      wish.text = String(data.get('text')).trim().toLowerCase();
      for (const row of rows) row.hidden = !fits(row, wish);
      tell();
    };

    scroll.addEventListener('scroll', hint, { passive: true });
    addEventListener('resize', hint);
    hint();
    form.addEventListener('input', filter);
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', () => setTimeout(filter));
    makeSortable(table, (text) => {
      note = text;
      tell();
    });
    form.querySelector('button[name="csv"]').addEventListener('click', () => {
      const visible = Array.from(table.tBodies[0].rows).filter((row) => !row.hidden);
      save(form.dataset.file, csvOf(table, visible));
    });
    filter();
  }
})();`;

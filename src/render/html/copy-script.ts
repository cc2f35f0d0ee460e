/**
 * What the scripts of all pages begin with: a button beside each text for copying, and filters that are folded on a narrow
 * screen. Without it such a text is marked as a whole by one click. See report-script.ts for its rules.
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

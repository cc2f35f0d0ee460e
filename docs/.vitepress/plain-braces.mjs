/** Pages are text: double braces, as in the workflows of GitHub, are no expressions for Vue to evaluate. */
export function withPlainBraces(markdown) {
  markdown.core.ruler.push('plain-braces', ({ tokens }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) keepBraces(token, markdown);
  });
}

function keepBraces(token, { utils }) {
  if (token.type === 'code_inline') token.attrSet('v-pre', '');
  if (token.type !== 'text' || !token.content.includes('{{')) return;
  Object.assign(token, { type: 'html_inline', content: `<span v-pre>${utils.escapeHtml(token.content)}</span>` });
}

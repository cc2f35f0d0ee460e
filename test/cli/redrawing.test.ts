import { expect, it } from 'vitest';
import { redrawing } from '../../src/cli/terminal/process-session.ts';

it('draws in the place of what was drawn before, however many lines that were', () => {
  const said: string[] = [];
  const draw = redrawing((text) => void said.push(text));
  for (const text of ['one', 'a\nb\nc', 'd', '']) draw(text);
  expect(said).toEqual(['\r\u001b[Kone', '\r\u001b[Ka\nb\nc', '\r\u001b[2A\u001b[Jd', '\r\u001b[K']);
});

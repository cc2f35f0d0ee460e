import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';

it('`npm start` goes from a plan to an apply and to a plan that is in sync', async () => {
  const child = spawn(process.execPath, ['scripts/start.mjs'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code).toBe(0);
  const steps = [
    'capstan.yaml is valid.',
    'Plan: 1 to create, 2 to update, 1 to remove.',
    'Applied: 3 of 3 requests done',
    'No changes.',
    'What to try next:',
  ];
  expect(steps.map((step) => text.indexOf(step))).toEqual(
    steps.map((step) => text.indexOf(step)).sort((a, b) => a - b),
  );
  for (const step of steps) expect(text).toContain(step);
});

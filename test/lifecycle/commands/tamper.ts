import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Desk } from './desk.ts';
import { names } from './office.ts';
import type { Tampering } from './story.ts';

/** Someone changes a saved plan by hand. */
export function tamper(desk: Desk, how: Tampering): void {
  if (desk.saved === null) return;
  const path = join(desk.office.folder, names.plan);
  const text = readFileSync(path, 'utf8');
  const plan = JSON.parse(text) as Record<string, unknown>;
  const other = JSON.stringify({ ...plan, ...tampered(plan, how) });
  if (JSON.stringify(JSON.parse(other)) === JSON.stringify(plan)) return;
  writeFileSync(path, other);
  desk.saved = { ...desk.saved, isTampered: true };
}

function tampered(plan: Record<string, unknown>, how: Tampering): object {
  const changes = plan['changes'] as readonly Record<string, unknown>[];
  const [first, ...others] = changes;
  const findings = plan['findings'] as readonly unknown[];
  switch (how) {
    case 'value':
      return first === undefined ? {} : { changes: [{ ...first, after: 'other' }, ...others] };
    case 'target':
      return first === undefined ? {} : { changes: [{ ...first, target: 'custom.other' }, ...others] };
    case 'digest':
      return { digest: `sha256:${'0'.repeat(64)}` };
    case 'expiry':
      return { expiresAt: '2027-01-01T00:00:00.000Z' };
    case 'finding':
      return { findings: findings.slice(1) };
    case 'overwrite':
      return { overwriteDrift: plan['overwriteDrift'] !== true };
    case 'status':
      return plan['status'] === 'blocked' ? { status: 'ready', findings: [] } : {};
  }
}

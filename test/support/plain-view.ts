import type { PlanView } from '../../src/render/text/plan-text.ts';
import { plainStyle } from '../../src/render/text/style.ts';

/** A plan's text with everything in it and no colour. */
export const plainView: PlanView = { style: plainStyle(), detail: 'whole', unmanaged: 'listed' };

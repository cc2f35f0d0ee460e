import { describe, expect, it } from 'vitest';
import { callState } from '../../../src/run/journal/run-recording.ts';

const failed = { status: 'failed', seen: null } as const;

describe('the state of a call', () => {
  it('is not-sent when it was never about to leave, or the run says that it was not run', () => {
    expect(callState([], null)).toBe('not-sent');
    expect(callState([], { status: 'not-run', seen: null })).toBe('not-sent');
    expect(callState([null], { status: 'not-run', seen: null })).toBe('not-sent');
  });

  it('is unknown when it was about to leave and nothing more was written down, or no answer came', () => {
    expect(callState([null], null)).toBe('unknown');
    expect(callState(['unknown'], null)).toBe('unknown');
    expect(callState(['refused', null], null)).toBe('unknown');
    expect(callState(['unknown'], failed)).toBe('unknown');
    expect(callState([null], failed)).toBe('unknown');
  });

  it('stays unknown when an earlier sending had no answer, whatever a later one came to', () => {
    expect(callState(['unknown', 'refused'], failed)).toBe('unknown');
    expect(callState(['unknown', null], { status: 'not-run', seen: null })).toBe('unknown');
  });

  it('is refused when the service said no each time and live showed nothing new', () => {
    expect(callState(['refused'], null)).toBe('refused');
    expect(callState(['refused', 'rejected'], failed)).toBe('refused');
    expect(callState(['rejected'], { status: 'failed', seen: 'old' })).toBe('refused');
    expect(callState(['refused', null], { status: 'not-run', seen: null })).toBe('refused');
  });

  it('is unknown when the service said no and live showed something new all the same', () => {
    expect(callState(['rejected'], { status: 'failed', seen: 'new' })).toBe('unknown');
    expect(callState(['rejected'], { status: 'failed', seen: 'other' })).toBe('unknown');
  });

  it('is done when it was seen, and when the service said so although something else came of it', () => {
    expect(callState(['unknown'], { status: 'done', seen: 'new' })).toBe('done');
    expect(callState(['done'], null)).toBe('done');
    expect(callState(['done'], failed)).toBe('done');
    expect(callState(['done'], { status: 'unknown', seen: 'part' })).toBe('unknown');
  });
});

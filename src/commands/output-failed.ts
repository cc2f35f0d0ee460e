import { exitCode } from './exit-code.ts';
import { ExpectedEnd } from './expected-end.ts';

/** stdout cannot be written: nothing that would still be said there would be heard. */
export class OutputFailed extends ExpectedEnd {
  constructor(reason: string, before: 'nothing' | 'a-write') {
    const wrote = before === 'a-write';
    super(wrote ? exitCode.afterWrite : exitCode.cannotWriteOutput, [
      {
        code: 'output-not-writable',
        message: `The result cannot be written to stdout (${reason})${wrote ? ', after something was written to the service' : ''}.`,
        cure: wrote
          ? 'Make room where stdout goes. `capstan runs` shows what was done; `capstan plan` shows what is left.'
          : 'Make room where stdout goes, and run it again. Nothing was changed.',
        source: null,
      },
    ]);
    this.name = 'OutputFailed';
  }
}

import { Secret } from '../../../../src/model/value.ts';
import { createReadApi } from '../../../../src/service/client/create-api.ts';
import { failureText } from '../../../../src/service/interface.ts';

// A program of its own for ../tls.test.ts: reads the settings from the origin it is given and prints what came.
async function main(origin: string): Promise<void> {
  const api = createReadApi({
    application: { id: 'app1', region: null, configUrl: origin, captureUrl: null },
    credentials: { clientId: 'caller1', clientSecret: new Secret('CANARY-do-not-show-7f3a') },
    userAgent: { name: 'capstan', version: '0' },
    environment: process.env,
    limits: { readAttempts: 1 },
  });
  const read = await api.readGlobalSettings();
  process.stdout.write(read.kind === 'failed' ? `${failureText(read.failure)}. ${read.failure.cure ?? ''}` : read.kind);
  await api.close();
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stdout.write(String(error));
});

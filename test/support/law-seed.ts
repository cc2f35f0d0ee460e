import fc from 'fast-check';

/**
 * The seed of every law, so that the same commit gives the same result on every machine. `npm run fuzz` sets other ones;
 * what those find becomes an example of its law. fast-check prints the seed with each failure.
 */
const lawSeed = Number(process.env['CAPSTAN_LAW_SEED'] ?? 20_261_121);

fc.configureGlobal({ seed: lawSeed });

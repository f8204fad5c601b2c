import type { Check } from '../check.ts';
import type { StoreState } from '../deployment.ts';
import type { Finding } from '../finding.ts';

/** What the job queue asks for (pg-boss 12, README). */
const oldestVersion = 130_000;

/** Whether requests, diagnoses and jobs can be kept. */
export const store: Check = {
  id: 'store',
  title: 'Database',
  run: async (deployment, options) => judgeStore(await deployment.store(options)),
};

export function judgeStore(state: StoreState): Finding[] {
  switch (state.kind) {
    case 'unusable':
      return [{ outcome: 'fault', what: 'The database cannot be used.', why: state.why }];
    case 'memory':
      return [{ outcome: 'warning', what: 'Everything is kept in memory, and lost with the process.' }];
    case 'folder':
      return judgeFolder(state);
    case 'server':
      return [...judgeVersion(state), ...judgeMigrations(state)];
  }
}

function judgeFolder({ folder, writable, usedBy }: Extract<StoreState, { kind: 'folder' }>): Finding[] {
  if (!writable) {
    const fix = { how: "Choose another DATA_DIR, or give the bot's user write access there." };
    return [{ outcome: 'fault', what: `The data folder ${folder} cannot be written.`, fix }];
  }
  const one = 'It serves one bot; for several set DATABASE_URL.';
  if (usedBy === undefined)
    return [{ outcome: 'ok', what: `The data folder ${folder} is free and can be written. ${one}` }];
  return [{ outcome: 'ok', what: `The data folder ${folder} is in use by ${usedBy}: the bot that runs. ${one}` }];
}

type Server = Extract<StoreState, { kind: 'server' }>;

function judgeVersion({ address, version }: Server): Finding[] {
  const said = `${address} runs PostgreSQL ${Math.floor(version / 10_000)}.${version % 10_000}`;
  if (version >= oldestVersion) return [{ outcome: 'ok', what: `${said}.` }];
  const fix = { how: 'Move the database to a newer server.' };
  return [{ outcome: 'fault', what: `${said}.`, why: 'The job queue needs PostgreSQL 13 or newer.', fix }];
}

function judgeMigrations({ migrations: { applied, known }, mayCreate }: Server): Finding[] {
  if (applied === undefined) {
    if (mayCreate)
      return [{ outcome: 'ok', what: 'There are no tables yet; the bot makes them when it first starts.' }];
    return [
      {
        outcome: 'fault',
        what: 'There are no tables yet, and this user may not make them.',
        why: 'The bot makes its tables, in schemas of its own, when it first starts.',
        fix: { how: 'As owner of the database:', commands: ['grant create on database <name> to <user>;'] },
      },
    ];
  }
  if (applied > known) {
    return [
      {
        outcome: 'fault',
        what: `The tables are of a newer version of the bot (${asDay(applied)}; this one knows ${asDay(known)}).`,
        why: 'An older bot must not write tables that it does not understand, and does not start.',
        fix: { how: 'Start the newer version, or restore a backup.' },
      },
    ];
  }
  if (applied < known) {
    const what = `The tables are of an older version of the bot (${asDay(applied)}; this one makes ${asDay(known)}).`;
    return [{ outcome: 'warning', what, fix: { how: 'Start this version: it brings them up to date.' } }];
  }
  return [{ outcome: 'ok', what: 'The tables are up to date.' }];
}

function asDay(at: number): string {
  return new Date(at).toISOString().slice(0, 16);
}

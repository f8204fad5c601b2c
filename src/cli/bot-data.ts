/** For commands that work on what the bot has stored. */
import { existsSync } from 'node:fs';
import { ConfigError, readDatabaseSettings } from '../config.ts';

/** Where the bot of this environment keeps its data. Throws ConfigError; where nothing is there, what `fault` makes of it. */
export function existingDatabase(
  environment: Readonly<Record<string, string | undefined>>,
  fault: (message: string) => Error,
) {
  const settings = readDatabaseSettings(environment);
  if ('dataDir' in settings && !existsSync(settings.dataDir)) {
    throw fault(
      `There is no data folder ${settings.dataDir}. Set DATA_DIR or DATABASE_URL as they are set for the bot.`,
    );
  }
  return settings;
}

/** Faults that a person can mend as one message without a stack; others as they are. `whileLocked`: what to do about a bot that runs. */
export function explain(error: unknown, whileLocked: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error instanceof ConfigError) return `The settings of the database cannot be used: ${error.message}`;
  return error.code === 'folder-locked' ? `${error.message}\n${whileLocked}` : error.message;
}

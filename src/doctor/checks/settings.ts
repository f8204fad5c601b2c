import type { Config } from '../../config.ts';
import type { Finding } from '../finding.ts';

/**
 * The faults that readConfig found: each line of its message that is indented names one setting, what is wrong with it, and
 * where to find the right value.
 */
export function faultySettings(message: string): Finding[] {
  return message
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .map((line) => {
      const [, what = line.trim(), how] = /^\s*(.*?[.!])(?:\s+(.*))?$/.exec(line) ?? [];
      return { outcome: 'fault', what, ...(how && { fix: { how } }) };
    });
}

export function completeSettings({ bot, approvals, database, port }: Config): Finding[] {
  const identity = bot.secret.kind === 'managed-identity' ? 'a managed identity' : 'a client secret';
  const kept = 'url' in database ? 'DATABASE_URL' : 'dataDir' in database ? `DATA_DIR ${database.dataDir}` : 'memory';
  const what = `All settings are there: bot ${bot.appId} with ${identity}, APPROVAL_MODE ${approvals}, data in ${kept}, port ${port}.`;
  return [{ outcome: 'ok', what }];
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod/v4';
import type { AppEnvironment } from '../doctor/deployment.ts';

/** What the app package is built from: each file '.env.<name>' of a folder, and the manifest that its settings fill. */
export async function readAppEnvironments(folder: string, manifestFile: string): Promise<AppEnvironment[]> {
  // Not where the bot runs without the rest of the repository.
  const names = await readdir(folder).catch((): string[] => []);
  const manifest = await readFile(manifestFile, 'utf8').catch(() => '');
  const files = names.filter((name) => /^\.env\.[\w-]+$/.test(name)).sort();
  return Promise.all(
    files.map(async (name) => {
      const values = parseEnv(await readFile(join(folder, name), 'utf8'));
      const { BOT_ID, BOT_DOMAIN } = values;
      const signIn = signInOf(manifest, values);
      return {
        file: `env/${name}`,
        ...(BOT_ID && { botId: BOT_ID.toLowerCase() }),
        ...(BOT_DOMAIN && { domain: BOT_DOMAIN }),
        ...(signIn && { signIn }),
      };
    }),
  );
}

const shape = z.object({ webApplicationInfo: z.object({ id: z.string(), resource: z.string() }) });

/** The manifest names settings of the environment as '${{BOT_ID}}'. */
function signInOf(manifest: string, values: NodeJS.Dict<string>): AppEnvironment['signIn'] {
  const filled = manifest.replace(/\$\{\{(\w+)\}\}/g, (_, name) => JSON.stringify(values[name] ?? '').slice(1, -1));
  const read = shape.safeParse(parsed(filled));
  if (!read.success) return undefined;
  const { id, resource } = read.data.webApplicationInfo;
  return { appId: id.toLowerCase(), resource };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** What the page loads besides itself. */
export interface BoardFile {
  /** '/board/board.js'. */
  path: string;
  type: string;
  body: string;
  /** For the `integrity` of the tag that loads it. */
  integrity: string;
}

const SCRIPT = 'text/javascript; charset=utf-8';

/** Read once, at start; a bot that is packed without them does not start. */
export function readBoardFiles(): Record<'teams' | 'script' | 'style', BoardFile> {
  const teams = createRequire(import.meta.url).resolve('@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js');
  return {
    // Named by no source map: there is none beside it.
    teams: file('teams.js', SCRIPT, readFileSync(teams, 'utf8').replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '')),
    script: file('board.js', SCRIPT, own('board.js')),
    style: file('board.css', 'text/css; charset=utf-8', own('board.css')),
  };
}

function own(name: string): string {
  return readFileSync(new URL(`./browser/${name}`, import.meta.url), 'utf8');
}

function file(name: string, type: string, body: string): BoardFile {
  const integrity = `sha384-${createHash('sha384').update(body).digest('base64')}`;
  return { path: `/board/${name}`, type, body, integrity };
}

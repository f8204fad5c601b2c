import { adtExplorer } from './adt-explorer.ts';
import { appInsights } from './app-insights.ts';
import { arm } from './arm.ts';
import { azCli } from './az-cli.ts';
import { browser } from './browser.ts';
import { withoutCompared } from './compared-client.ts';
import { curl } from './curl.ts';
import { diagnosticLog } from './diagnostic-log.ts';
import { dotnet } from './dotnet.ts';
import { entraId } from './entra-id.ts';
import { errorBody } from './error-body.ts';
import type { Format, FormatReading } from './format.ts';
import { go } from './go.ts';
import { http } from './http.ts';
import { java } from './java.ts';
import { javascript } from './javascript.ts';
import { language } from './language.ts';
import { portal } from './portal.ts';
import { postman } from './postman.ts';
import { powershell } from './powershell.ts';
import { python } from './python.ts';
import { scenesStudio } from './scenes-studio.ts';
import { table } from './table.ts';
import { terraform } from './terraform.ts';

/** What only one client writes comes before what several do: the first format to tell a thing decides it. */
const formats: readonly Format[] = [
  entraId,
  arm,
  terraform,
  powershell,
  diagnosticLog,
  appInsights,
  table,
  errorBody,
  scenesStudio,
  azCli,
  dotnet,
  java,
  adtExplorer,
  go,
  javascript,
  python,
  http,
  postman,
  curl,
  browser,
  portal,
  language,
];

/** What the error formats in a text tell together. */
export function readFormats(text: string, failing: string): FormatReading {
  const words = withoutCompared(failing);
  const readings = formats.map((format) => format(text, words)).filter((reading) => reading !== undefined);
  // A later entry overwrites, so the first format goes last.
  return Object.assign({}, ...readings.reverse());
}

import { sieved } from '../sieve.ts';

const host = sieved(
  /\bExecut(?:ed|ing) '(?:Functions\.)?[\w.]{1,80}' \(|\bException while executing function: |\bMicrosoft\.Azure\.WebJobs\.(?:Host|Script)\b|\bFunctionInvocationException\b|\bFunction\.\w{1,60}(?:\.User)?\[\d|\bHost\.(?:Results|Triggers)\b|\bResult: Failure\s/,
);
/** What names the app that wrote the line. */
const roleName = sieved(
  /\b(?:cloud_RoleName|cloudRoleName|AppRoleName|WEBSITE_SITE_NAME|roleName|functionAppName)\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?([A-Za-z0-9][\w-]{1,60}[A-Za-z0-9])/,
);

/** Whether a Functions host or Application Insights wrote the text: then an app called, whoever pasted it. */
export function calledByApp(text: string): { name?: string } | undefined {
  const name = roleName.exec(text)?.[1];
  if (name !== undefined) return { name };
  return host.test(text) ? {} : undefined;
}

import type { Format } from './format.ts';

const status = /\bresultCode\\?["']?\s{0,3}[:=|]\s{0,3}\\?["']?(\d{3})\b/i;

/** Rows and items of Application Insights: requests, dependencies, exceptions. */
export const appInsights: Format = (text) => {
  const found = status.exec(text)?.[1];
  return found === undefined || Number(found) < 400 ? undefined : { status: Number(found) };
};

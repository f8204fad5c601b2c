import type { Format } from './format.ts';

/** `Azure.RequestFailedException: Service request failed. Status: 403 (Forbidden)` and its headers. */
export const dotnet: Format = (text) =>
  /Azure\.RequestFailedException|RequestFailedException\b|Service request failed\.|\b(?:DigitalTwinsClient|DigitalTwinsRestClient)\.\w{2,60}Async\b|Azure\.(?:Identity|Core)\.[A-Z]\w{1,60}(?:Exception|\.)|System\.\w{1,60}Exception|\.cs:line \d/.test(
    text,
  )
    ? { client: 'dotnet' }
    : undefined;

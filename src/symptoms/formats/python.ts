import { sieved } from '../sieve.ts';
import type { Format } from './format.ts';

const shape = sieved(
  /(?<![\w.-])azure\.(?:core|identity|digitaltwins|mgmt|cosmos|eventhub|servicebus|eventgrid|storage|keyvault|iot|kusto|monitor)\b|Traceback \(most recent call last\)|\.py", line \d|\.py:\d|azure-digitaltwins-core|\b(?:Cosmos)?HttpResponseError\b|\bCosmos(?:ResourceNotFound|ResourceExists|AccessCondition\w{0,6})Error\b|\bClientAuthenticationError\b|Operation returned an invalid status '|\brequests\.exceptions\.|\baiohttp\b|\b(?:query_twins|(?:get|upsert|update|delete)_(?:digital_twin|relationship|component)|(?:create|list|get|decommission|delete)_models?|list_relationships|publish_(?:component_)?telemetry|(?:upsert|list|delete)_event_routes?)\b|\burllib3\b|\d{3} (?:Client|Server) Error: \w/,
);

/** `azure.core.exceptions.HttpResponseError: Operation returned an invalid status 'Forbidden'`. */
export const python: Format = (text) => (shape.test(text) ? { client: 'python' } : undefined);

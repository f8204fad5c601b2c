/** ARM lists: {"value": […], "nextLink": …}. */
import { Buffer } from 'node:buffer';
import type { Answer } from '../refusal.ts';
import type { ServiceRequest } from '../router.ts';

/**
 * One page of the list; the next link is the same request with a $skiptoken. Without a page size it is the whole list: of
 * role assignments and definitions at a scope Azure answers hundreds at once, and documents $skipToken only for lists of a
 * whole provider (Azure REST reference, "Role Assignments - List For Scope").
 */
export function page(
  request: ServiceRequest,
  items: readonly unknown[],
  pageSize: number = Number.POSITIVE_INFINITY,
): Answer {
  const from = Number(Buffer.from(request.query.get('$skiptoken') ?? '', 'base64url').toString('utf8')) || 0;
  const value = items.slice(from, from + pageSize);
  if (from + pageSize >= items.length) return { status: 200, body: { value } };
  const query = new URLSearchParams(request.query);
  query.set('$skiptoken', Buffer.from(String(from + pageSize)).toString('base64url'));
  return { status: 200, body: { value, nextLink: `${request.origin}${request.path}?${query}` } };
}

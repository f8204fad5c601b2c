import type { AdaptiveCard } from '../cards/card.ts';
import { messageCard } from '../cards/message-card.ts';
import { TenantError } from '../tenant.ts';

/** Something could not be looked up. Only what Azure answered is for people to read. */
export function failedCard(title: string, error: unknown): AdaptiveCard {
  const text = error instanceof TenantError ? error.message : 'Something went wrong on my side.';
  return messageCard({ title, text, next: 'Try again in a minute.' });
}

import type { Conversation } from '../access/delivery.ts';
import type { SymptomKind } from '../symptoms/report.ts';

const REPORTS: readonly SymptomKind[] = ['adt-403', 'adt-other', 'access-request'];

/**
 * Whether a report is followed by the helpdesk without anybody handing it over: where others read along, and as far as Azure
 * Digital Twins goes. What a person tells the bot alone stays there.
 */
export function becomesCase({ kind: place }: Pick<Conversation, 'kind'>, { kind }: { kind: SymptomKind }): boolean {
  return place !== 'personal' && REPORTS.includes(kind);
}

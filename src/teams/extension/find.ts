import type { AccessRequest } from '../../access/access-request.ts';
import type { AccessStore } from '../../access/store.ts';
import { publicName } from '../../cards/case-words.ts';
import { inert } from '../../cards/escape.ts';
import { shortRole } from '../../cards/names.ts';
import { caseResultCard, instanceResultCard, requestResultCard } from '../../cards/result-cards.ts';
import type { Instance } from '../../tenant.ts';
import type { Case } from '../../triage/case.ts';
import type { Helpdesk } from '../../triage/helpdesk.ts';
import type { TriageStore } from '../../triage/store.ts';
import type { Sender } from '../activity.ts';
import { within } from '../within.ts';
import { type ExtensionAnswer, noResults, result, results, type SearchResult } from './answer.ts';
import { createLatest } from './latest.ts';

export interface FindDependencies {
  triage: Pick<TriageStore, 'search' | 'cases'>;
  requests: Pick<AccessStore, 'ofPerson' | 'toDecide'>;
  helpdesk: Helpdesk;
  /** Those that the bot can see, quickly or not at all. */
  instances: () => Promise<Instance[]>;
}

/** Finds cases, requests and instances, as far as this person may. Never takes longer than three seconds. */
export type Find = (tenantId: string, from: Sender, text: string) => Promise<ExtensionAnswer>;

const MOST_RESULTS = 15;
/** Longer than anything that is looked for. */
const LONGEST_TEXT = 100;
/** Of a person's requests so many are looked through, the newest. */
const REQUESTS_READ = 50;
const FIND_WITHIN_MS = 2_800;
const MEMBERSHIP_WITHIN_MS = 1_200;
const EACH_WITHIN_MS = 1_400;

export function createFind({ triage, requests, helpdesk, instances }: FindDependencies): Find {
  const latest = createLatest();

  async function look(tenantId: string, from: Sender, text: string): Promise<ExtensionAnswer> {
    const found = await Promise.all([
      inTime(casesFor(tenantId, from, text)),
      inTime(requestsOf(tenantId, from, text)),
      inTime(instances().then((all) => all.filter(({ name, hostName }) => says(text, name, hostName)).map(ofInstance))),
    ]);
    const shown = evenly(
      found.map((each) => each ?? []),
      MOST_RESULTS,
    );
    if (shown.length > 0) return results(shown);
    if (found.includes(undefined)) return noResults('I could not look everywhere. Try again in a minute.');
    return noResults(text === '' ? 'There is nothing to find yet.' : `Nothing found for ${inert(text, 60)}.`);
  }

  /** All of them to the helpdesk, to everybody else the own ones: also where it is not known who somebody is. */
  async function casesFor(tenantId: string, { objectId }: Sender, text: string): Promise<SearchResult[]> {
    const membership = await within(MEMBERSHIP_WITHIN_MS, helpdesk.isMember(tenantId, objectId));
    const isHelpdesk = membership !== 'late' && membership.of === 'yes';
    if (text === '') {
      const filter = isHelpdesk ? {} : { reporter: objectId };
      return (await triage.cases(tenantId, filter, { limit: MOST_RESULTS })).items.map(ofCase);
    }
    const scope = { limit: MOST_RESULTS, ...(!isHelpdesk && { of: objectId }) };
    return (await triage.search(tenantId, numberIn(text) ?? text, scope)).map(ofCase);
  }

  /** What this person has a part in: asked for, asked for him, or his to decide. */
  async function requestsOf(tenantId: string, { objectId }: Sender, text: string): Promise<SearchResult[]> {
    const page = { limit: REQUESTS_READ };
    const [own, toDecide] = await Promise.all([
      requests.ofPerson(tenantId, objectId, page),
      requests.toDecide(tenantId, objectId, page),
    ]);
    const all = new Map([...toDecide, ...own].map((request) => [request.id, request]));
    return [...all.values()]
      .filter(({ instance, role, subject, requester }) =>
        says(text, instance.name, role.name, subject.displayName, requester.displayName),
      )
      .sort((one, other) => other.createdAt.localeCompare(one.createdAt))
      .map(ofRequest);
  }

  return async function find(tenantId, from, given) {
    const text = withoutTrouble(given.replaceAll('\u0000', '').trim().slice(0, LONGEST_TEXT));
    const key = JSON.stringify([tenantId, from.objectId]);
    const answer = await within(
      FIND_WITHIN_MS,
      latest(key, () => look(tenantId, from, text)),
    );
    if (answer === 'late') return noResults('That takes too long just now. Try again in a minute.');
    // The list of what was typed since is on its way.
    return answer === 'overtaken' ? results([]) : answer;
  };
}

/** What fails or is late is left out: the rest is worth showing. */
async function inTime<T>(work: Promise<T>): Promise<T | undefined> {
  const found = await within(
    EACH_WITHIN_MS,
    work.catch(() => undefined),
  );
  return found === 'late' ? undefined : found;
}

/** 'plant-a' of '403 on plant-a': what every case is about tells none from the others. A number of a case stays one. */
function withoutTrouble(text: string): string {
  if (numberIn(text) !== undefined) return text;
  return text
    .split(/\s+/)
    .filter((word) => !/^(403|forbidden|adt|on|at|in)$/i.test(word))
    .join(' ');
}

/** 'Case 1042' and '#1042' are what people call it. */
function numberIn(text: string): string | undefined {
  return /^(?:case\s*#?|#)\s*(\d{1,9})$/i.exec(text)?.[1];
}

/** Whether every word of the text begins a word of these, or is a part of one. */
function says(text: string, ...names: string[]): boolean {
  const all = names.join(' ').toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

/** So many in all, from each list as many as from the others while it has any, and the lists one after the other. */
function evenly<T>(lists: readonly (readonly T[])[], most: number): T[] {
  const counts = lists.map(() => 0);
  for (let left = most; left > 0; ) {
    const open = lists.flatMap((list, at) => ((counts[at] ?? 0) < list.length ? [at] : []));
    if (open.length === 0) break;
    for (const at of open.slice(0, left)) counts[at] = (counts[at] ?? 0) + 1;
    left -= open.length;
  }
  return lists.flatMap((list, at) => list.slice(0, counts[at]));
}

function ofCase(one: Case): SearchResult {
  const card = caseResultCard(one);
  return result(card, { title: card.fallbackText, text: inert(publicName(one.reporter.displayName)) });
}

function ofRequest(request: AccessRequest): SearchResult {
  const card = requestResultCard(request);
  const text = `${shortRole(request.role.name)} for ${publicName(request.subject.displayName)}`;
  return result(card, { title: card.fallbackText, text: inert(text) });
}

function ofInstance(instance: Instance): SearchResult {
  const card = instanceResultCard(instance);
  return result(card, { title: card.fallbackText, text: inert(`${instance.resourceGroup}, ${instance.location}`) });
}

import { appNoun } from './app-nouns.ts';
import { isEveryday, isThing } from './everyday-words.ts';
import { isForeignWord } from './foreign-words.ts';
import { canBeName } from './names.ts';
import { type Place, placesFor, service } from './plain-name-places.ts';
import { spoken } from './spoken.ts';

/** A plain word that only its place makes a name: 'digital twins instance brewery'. `taken` are names of something else, in lower case; `trouble` says that one is told around the text. */
export function plainName(message: string, taken: readonly string[], trouble?: true): string | undefined {
  const text = spoken(message);
  for (const place of placesFor(text, trouble === true)) {
    for (const match of place.find(text)) {
      const word = match.slice(1).find((group) => group !== undefined) ?? '';
      if (canStand(word, match, place, text) && !taken.includes(word.toLowerCase())) return word;
    }
  }
  return listedName(text, taken);
}

function canStand(word: string, match: RegExpExecArray, { open, certain }: Place, text: string): boolean {
  const [whole] = match;
  const nameEnd = whole.lastIndexOf(word) + word.length;
  if (open && !endsThere(text.slice(match.index + nameEnd, match.index + nameEnd + 40))) return false;
  // 'Give access to Priya' names a person, 'roles in Entra' a product.
  const person = /(?:^\W{0,3}| (?:to|in|for)(?: \w{1,5})? )[A-Z][a-z]{1,40}$/.test(whole.slice(0, nameEnd));
  return (
    (!person || /instance$|\(adt$/i.test(whole)) && (certain && isThing(word) ? canBeName(word) : canBePlain(word))
  );
}

const stop = /^["'`]? {0,2}(?:$|[\n;!?()|<·→]|[,.:](?:\s|$)|[-=]> |[-–—/] |40[134]\b)/;
const nextWord = /^["'`]? {1,2}([\p{L}']{1,20})/u;
/** The words before which a name ends, in English; every word of another language is one too. */
const goesOn = new Set(
  `forbidden when while if as since after before today yesterday tonight tomorrow this last by already only please thanks and or but
  because so despite although even still suddenly which that where there again too all every each once right anymore any longer now with without for
  to from at on in of using via during until till away instance i we it you he she they why what how who end ends ended fail fails failed failing return
  returns give gives say says answers responds throws refuses denies rejects is was are keeps can cannot can't have has does doesn't won't get gets got
  need needs queries reads writes everything nothing like also just although unless though whenever then than via throughout not no never always me my
  asap pls either instead access adt shows show would should could will may might were be been had having thank cheers regards twin twins denied refused rejected blocked returned gave threw answered refuse deny return answer open read write query see use upload update delete create load`.split(
    /\s{1,9}/,
  ),
);

/** Whether a name can end where this follows: the sentence does, or a word that no longer belongs to it. */
function endsThere(after: string): boolean {
  if (stop.test(after)) return true;
  const word = nextWord.exec(after)?.[1]?.toLowerCase();
  return word !== undefined && (goesOn.has(word) || isForeignWord(word));
}

/** 'ADT, 403, brewery, since noon': in a list of so few words the single one that names nothing else. */
function listedName(text: string, taken: readonly string[]): string | undefined {
  if (text.length > 100 || text.includes('://')) return undefined;
  const items = text.split(/[,;.!|/\n]|\s[-–—]\s|->/).map((item) => item.trim().replace(/^@/, ''));
  if (items.length < 3 || !items.some((item) => listed.test(item))) return undefined;
  const [name, ...others] = items.filter((item) => /^[a-z]/.test(item) && canBePlain(item));
  return others.length === 0 && name !== undefined && !taken.includes(name) ? name : undefined;
}

const listed = new RegExp(`^(?:${service}|403|forbidden)$`, 'i');

/** 'The job on the gateway'. */
const apps = new RegExp(`^(?:${appNoun})s?$`, 'i');

function canBePlain(word: string): boolean {
  // 'PIM', 'RBAC'.
  return (
    canBeName(word) &&
    !/^[A-Z]{2,6}$/.test(word) &&
    !isEveryday(word) &&
    !isThing(word) &&
    !isForeignWord(word) &&
    !apps.test(word)
  );
}

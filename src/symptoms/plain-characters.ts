// French sets a space inside its quotes.
const special =
  /\u00ab[ \u00a0\u202f]?|[ \u00a0\u202f]?\u00bb|[\u2018\u2019\u201a\u2032\u201c\u201d\u201e\u00a0\u2007\u202f\u3000\u200b-\u200f\u2060\u00ad\ufeff\uff01-\uff5e\u2010-\u2015\u2212\r]/g;

/** Quotes, dashes, spaces and wide letters as chat programs and Word make them, so that every pattern knows only the plain ones. */
export function plainCharacters(text: string): string {
  return text.replace(special, plain);
}

function plain(character: string): string {
  if (/[\u00ab\u00bb]/.test(character)) return '"';
  const code = character.charCodeAt(0);
  // Full-width ASCII of East Asian keyboards.
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (/[\u2010-\u2015\u2212]/.test(character)) return '-';
  switch (character) {
    case '\u2018':
    case '\u2019':
    case '\u201a':
    case '\u2032':
      return "'";
    case '\u201c':
    case '\u201d':
    case '\u201e':
      return '"';
    case '\u00a0':
    case '\u2007':
    case '\u202f':
    case '\u3000':
      return ' ';
    default:
      return '';
  }
}

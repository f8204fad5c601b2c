import { asWritten } from './as-written.ts';
import { wordsOf } from './follow-up-words.ts';

const greeting =
  'hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|hallo|servus|moin|guten (?:morgen|tag|abend)|bonjour|bonsoir|salut|hola|buenos dias|buenas(?: tardes)?|ola|oi|bom dia|boa (?:tarde|noite)';
const asking =
  '(?:are you|anyone|anybody|is (?:anyone|anybody|somebody)) (?:there|here|alive|awake)|how are you(?: doing)?|whats up|who are you|what are you|are you a (?:bot|robot|human|person)|what (?:can|do) you do|bist du da|wer bist du|was kannst du|wie gehts|es tu la|qui es tu|ca va|que tal|como estas|quien eres|tudo bem|quem e voce';
const only = new RegExp(`^(?: (?:${greeting}|${asking}|there|all|everyone|team|bot|and|so)){1,5} $`, 'u');

const inJapanese = /^(?:こんにちは|こんばんは|おはよう(?:ございます)?|はじめまして)[\s。、！!]{0,3}$/u;

/** Whether a text only greets, or asks who is there. Pure. */
export function greets(text: string): boolean {
  const said = asWritten(text).trim();
  return inJapanese.test(said) || only.test(wordsOf(said));
}

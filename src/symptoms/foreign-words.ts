import { french } from './languages/french.ts';
import { german } from './languages/german.ts';
import { portuguese } from './languages/portuguese.ts';
import { spanish } from './languages/spanish.ts';

/** Words that only join others and that no translation of what matters needs. */
const joining = `nicht wenn noch mich quand lorsque pourriez cuando desde quién quien quando consigo você alguém alguien während weil obwohl dass damit sodass wobei wohingegen falls solange kommt kommen gab bisher sonst daher deshalb trotzdem morgens seitdem
  sowie welche welcher welches dort hier alors que qui dont puisque parce car où ou depuis pendant puis donc chez lui leur leurs ce ces cet arrive
  arrivent peux peut reste aunque mientras porque pues donde cual cuyo también entonces después luego antes según hasta hacia entre sobre le
  lo les se nos embora enquanto onde também mas então depois até pela pelo pelos pelas num numa isso este esta esse essa foi era são está estão
  und aber oder avec sans para como mais muy bien bitte danke merci gracias obrigado obrigada ontem ayer hier gestern heute hoy hoje`;

/** Days and months, 'on Monday'. */
const dates = `montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz mai juni juli oktober dezember woche monat
  lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril juin juillet août septembre octobre novembre décembre semaine mois
  lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre semana mes
  segunda terça quarta quinta sexta feira janeiro fevereiro março maio junho julho setembro outubro novembro dezembro mês`;

/** Signs of a language are nouns as well, but short ones join. */
const shortest = 4;

const words: ReadonlySet<string> = new Set([
  ...`${joining} ${dates}`.split(/\s{1,9}/),
  ...[german, french, spanish, portuguese].flatMap(({ signs, words: known }) => [
    ...[...signs].filter(({ length }) => length <= shortest),
    ...known.keys(),
  ]),
]);

/** Whether a word is one of another language's sentences, and so no name. Words that are left over in a text put into English. */
export function isForeignWord(word: string): boolean {
  return words.has(word.toLowerCase());
}

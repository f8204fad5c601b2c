import type { Telling } from './telling.ts';

const thing =
  '(?:app|aplicacion|funcion|function|servicio|script|pipeline|job|tarea|identidad|cuenta|usuario|codigo|cliente|programa|importador|importacion|consultas?|llamadas?|peticiones|solicitudes|backend|frontend|api|simulador|dashboard|notebook|contenedor|servidor|gateway|conector|principal|token|instancia|proceso|flujo|web|portal)';
const his = `(?:mi|mis|nuestro|nuestra|nuestros|nuestras|todas (?:mis|nuestras)|todos (?:mis|nuestros))(?: [\\w-]{1,30}){0,2}? ?${thing}`;

/** Spanish, without accents. */
export const spanish: Telling = {
  refused: [
    /(?<!\b(?:si|no|que) )\b(?:recibo|obtengo|tengo|veo|recibimos|obtenemos|tenemos|vemos|(?:estoy|estamos|sigo|seguimos) (?:recibiendo|obteniendo|teniendo|viendo|con))\b(?: \w{1,14}){0,5}? 403/i,
    /(?<!\b(?:si|no) )\b(?:me|nos) (?:da|dan|sale|salen|devuelve|aparece|responde|lanza|rechaza|esta dando|sigue dando|contesta|tira|arroja|bloquea|deniega|retorna|regresa|muestra|manda|marca|dice|esta devolviendo)\b.{0,60}403/i,
    new RegExp(
      `\\b${his}(?: [\\w.-]{2,30}){0,2}? (?:recibe|reciben|obtiene|obtienen|da|dan|falla|fallan|tiene|esta recibiendo|estan recibiendo|sigue recibiendo|devuelve)\\b.{0,60}403`,
      'i',
    ),
    /\bpor que\b.{0,40}\b(?:me|nos|recibo|recibimos|obtengo|tengo|tenemos|estoy|estamos|mi|mis|nuestr[ao]s?)\b.{0,60}403/i,
    /\b403\b.{0,60}\b(?:cuando|desde que|aunque|cada vez que|al) (?:intento|intentar|consulto|leo|creo|subo|quiero|trato|intentamos|consultamos|abro|hago|llamo|ejecuto|tengo|tenemos|nos|me)\b/i,
    /\b(?:a )?(?:alguien|quien) mas\b.{0,40}403|\bsoy el unico\b.{0,40}403/i,
    /^\W{0,3}(?:sigo con|seguimos con|todavia|aun|otra vez|de nuevo)\b.{0,12}403/i,
  ],
  stuck: [
    /\bno (?:puedo|podemos|logro|logramos|consigo|conseguimos|me deja|nos deja|me permite|nos permite)\b(?! (?:creer|reproducir|decir))/i,
    /\b(?:alguna|una) (?:idea|pista|sugerencia)\b|\b(?:alguien|quien|pueden|podrian|puede|podeis)\b(?: me| nos)? ?(?:puede|podria)?(?: (?:ayudar(?:me|nos)?|echar\w{0,3} una mano|orientar\w{0,3}))\b|\bayuda(?:\W{0,5}$|, | por favor|dme)|\bnecesito ayuda\b|\bque (?:puedo|debo|tengo que) hacer\b|\bque (?:me|nos) falta\b/i,
  ],
  otherwise: [
    /\b(?:resuelt[oa]s?|solucionad[oa]s?|arreglad[oa]s?|corregid[oa]s?|cerrad[oa]|ya (?:no|funciona|esta|quedo|puedo|tenemos)|no recibo|quedo bien|vuelve a funcionar|volvio a|sin 403|no hay 403|mas 403|desaparecio|era (?:el|la|un|una|mi|culpa)|fue|mi culpa|falsa alarma|olvid\w{2,4})\b|^\W{0,3}(?:muchas |mil )?gracias(?! de antemano)\b|\bgracias (?:a|por|al)\b|\bgracias,? [A-Z][a-z]{2,15}\b/i,
    /(?<!\b(?:desde|hasta) )\b(?:ayer|anoche|anteayer|la semana pasada|el mes pasado|el ano pasado)\b|\b(?:tuvimos|tuve|tenia|teniamos|hubo|habia|recibia|recibiamos|recibi|daba|dio|salio|salia|obtuve|obtuvimos)\b.{0,60}403/i,
    /\b(?:el (?:recibe|tiene|dice|no puede)|ella|ellos|ellas|alguien (?:recibe|tiene|reporta)|todo el mundo|nadie|les? (?:da|dan|sale|devuelve|aparece)|su|sus|equipo|equipos|un cliente|clientes|una? usuari[oa]|usuarios|companer[oa]s?|coleg\w{1,3}|jef[ea]|becari[oa]|invitados?|la gente|muchos|varios 403|varias personas)\b/i,
    /\b(?!(?:Azure|Twins?|Explorer|Hola|Aplicacion|Function|Postman|Portal|Instancia|Pero|Esto|Desde)\b)[A-Z][a-z]{2,15} (?:recibe|tiene|dice|no puede|esta recibiendo|reporta|obtiene)\b|\b(?:a|de|para|con) (?!(?:Azure|Digital|Explorer|Postman|Twins?|Microsoft|Data|Forbidden)\b)[A-Z][a-z]{2,15}\b/,
    /\b(?:investigando|a la espera|esperando|se por que|sabemos por que|revisando|mirando|viendo (?:el|lo|que)|trabajando|trabajo en|reproduj\w{1,4}|reproducid[oa]|investigo|reviso|miro|me encargo|ticket|nota de turno|turno|traspaso|causa|a causa|debido|porque|sabemos|conocido|depur\w{1,4}|stand-?up|sprint|revirtiendo)\b/i,
    /(?<!\b(?:esta|la|por la|de la) )\bmanana\b|\b(?:esta noche|proxim[oa]|mantenimiento|planificad[oa]|previst[oa]|programad[oa]|a proposito|adrede|intencionad\w{1,6}|esperad[oa]|normal|simul(?:ar|amos|acro|ado|ando|acion)|va a|vamos a|van a|recibira|recibiremos|devolvera|dara|prueba|pruebas)\b|(?<!desde )\b(?:el|este) (?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b/i,
    /\b(?:confirm\w{1,5}|buena noticia|buenas noticias|interesante|perfecto|genial|bien hecho|sin (?:el |la |ese |ningun )?(?:rol|permiso|permisos)|como (?:debe|debia|esperaba\w{0,3}|acordamos)|no es (?:un )?problema|sin problema|inofensivo|cada (?:noche|dia|manana|semana)|cuenta vieja|todo bien|broma|bromeando|jaja\w{0,8}|lol|haha|chiste|ignorad?|ignoren|gato|perro|abuela)\b/i,
    /\bsi (?:recib\w{1,4}|alguien|un|una|el|la|usted|obtien\w{1,3}|ves|veis|ven|os|te|les|tien\w{1,3}|no)\b|\b(?:significa|quiere decir|documentacion|articulo|blog|wiki|guia|tutorial|taller|charla|reunion|presentacion|curso|formacion|seminario|agenda|encuesta|aviso|para (?:su )?informacion|informacion:|recordatorio|anuncio|atencion|nota:|nueva (?:alerta|regla|pagina|version)|nuevo|version \d{1,3}\b|alertas?|alarmas?|umbral|monitoreo|monitorizacion|tasa|como (?:se|manej\w{1,4}|debe\w{0,4}|puedo (?:obtener|provocar))|que (?:es|significa)|cual|cuales|donde|cuando (?:un|una|el|la|alguien|se))\b/i,
  ],
};

import { language, wordList } from './language.ts';

export const spanish = language({
  signs: `el las una cuando tengo tenemos recibo obtengo recibe acceso denegado prohibido permiso permisos
    necesito necesitamos necesita puede pueden puedes podrías podría podrían puedo gracias hola
    por nuestro nuestra consultar consulto consulta gemelos gemelo modelos subir funciona dame
    dar darle darme quitar quita quién quien aplicación jefe compañero compañera buenos buenas
    sale ya pero desde ayer sin deja entrar llegan eventos usuario identidad señor los alguien becario cuántos cuántas cuánto qué diferencia caben añadir agregar favor para en solicito solicitamos pido quisiera quiten saquen den alta baja habilitar habiliten debe deben mi compañero planta entrar ver lectura escritura denle dele del está copié copiado conector unió sino otra también hasta cómo dónde porque tiene hay`,
  phrases: [
    [/\bpor ?qué\b|\bpor que\b(?= (?:me|no|recibo|tengo|obtengo|sale|da)\b)/gi, 'why'],
    [/\balguien sabe (?:cómo|como) (?:obtengo|obtener|consigo|conseguir|tener|pido|pedir) /gi, 'how do I get '],
    [/\bse unió\b|\bse incorporó\b|\bempezó\b|\bentró\b|\bcomenzó\b/gi, 'joined'],
    [/\bdice que\b|\bindica que\b/gi, 'says that'],
    [/\b(?:otra vez|de nuevo|nuevamente)\b/gi, 'again'],
    [/\bno es\b/gi, 'not'],
    [/\ba mí\b/gi, 'to me'],
    [/\bdiferencias? (?:hay )?entre\b/gi, 'difference between'],
    [/\bse llama\b|\bllamad[oa]\b/gi, 'is called'],
    [/\bque ([a-zà-ÿ]{2,20}(?: [a-zà-ÿ]{2,20})?) pueda[n]?\b/gi, 'to let $1'],
    [/\bpor favor\b|\bporfa(?:vor)?\b|\bfavor (?:de )?(?=[a-zñ]{2,20}(?:ar|er|ir)(?:[mnl]e|nos|les)?\b)/gi, 'please '],
    [
      /\b(?:a|con) quién(?:es)? (?:le |les )?(?:(?:puedo|debo|tengo que|hay que|podría) )?(?:pido|pedir|pedirle|solicito|solicitar|solicitarle|hablo|hablar|contacto|contactar|escribo|escribir|preguntar|pregunto|me dirijo|dirigirme)(?: (?:para|por|sobre))?(?: tener| obtener| el| los)?\b/gi,
      'whom do I ask for',
    ],
    [/\b(me|nos|le|les) (?:dar?|dan|den|dé|damos|das) de alta\b/gi, 'add $1'],
    [/\b(?:da|dar|den|dé)(me|nos|le|les) de alta\b/gi, 'add $1'],
    [/\b(?:dar?|dan|den|dé|damos|das) de alta(?: a)?\b/gi, 'add'],
    [/\b(?:(?:me|nos|le|les) )?(?:dar?|dan|den|dé|damos|das)(?:me|nos|le|les)? de baja(?: a)?\b/gi, 'remove'],
    [
      /\b(?:(?:ya )?no (?:trabaja|pertenece|sigue|está)(?: más| ya)? (?:con nosotros|aquí|en (?:el|la) (?:equipo|empresa|proyecto)|al equipo)|se fue|se marchó|(?:dejó|ha dejado|cambió de) (?:el equipo|la empresa|el proyecto|equipo|puesto))\b/gi,
      'has left',
    ],
    [/\b(?:debe|deben|debería|deberían|tiene que|tienen que) poder\b/gi, 'must be able to'],
    [/\bser (?:añadid|agregad|incluid|dad)[oa]s?\b/gi, 'be added'],
    [/\b(?:muchas |mil )?gracias\b/gi, 'thanks'],
    [/\b(?:hola|buenos días|buenas (?:tardes|noches)|buenas)\b/gi, 'hello'],
    [/\bacceso (?:ha sido |fue |está )?(?:denegado|prohibido|rechazado)\b/gi, 'access denied'],
    [/\b(?:deniega|niega|rechaza|negó|denegó) (?:el )?acceso\b/gi, 'denies access'],
    [/\b(?:no (?:tengo|tiene|tenemos|tienen)|sin|ya no (?:tengo|tiene)) (?:el )?acceso\b/gi, 'I lack access'],
    [
      /\b(?:no (?:tengo|tiene|tenemos)|sin|faltan) (?:los )?(?:permisos?|derechos|privilegios)\b/gi,
      'insufficient permissions',
    ],
    [/\bno (?:estoy |está |estamos )?(?:autorizad[oa]s?|permitid[oa]s?)\b/gi, 'not authorized'],
    [/\bno (?:me |nos |le )?(?:deja|permite)\b/gi, 'am not allowed to'],
    [/\bno (?:puedo|puede|podemos|pueden|consigo|logro)\b/gi, "can't"],
    [/\b(?:ya )?no (?:funciona|anda|va|sirve)\b/gi, "doesn't work"],
    [/\b(?:ya|ahora) (?:funciona|va|anda)\b/gi, 'works now'],
    [/\bcon mi (?:propi[oa] )?(?:usuario|cuenta|login|sesión|identidad)\b/gi, 'with my own login'],
    [
      /\ben mi (?:máquina|maquina|ordenador|equipo|portátil|pc|computadora|laptop)\b|\ben local\b|\blocalmente\b/gi,
      'locally',
    ],
    [/\bquién(?:es)? (?:gestiona|lleva|maneja|da|asigna|administra|concede|otorga)n?\b/gi, 'who can grant'],
    [/\b(?:ampliar|renovar|extender|prolongar)(?:lo|la|los|las|me|nos)?\b/gi, 'extend'],
    [/\btiempo de espera(?: agotado| excedido)?\b/gi, 'timeout'],
    [/\bcuánt[oa]s\b/gi, 'how many'],
    [/\bcuánto cuestan?\b/gi, 'how much costs'],
    [/\bqué (?:es|son)\b/gi, 'what is'],
    [/\bqué significan?\b/gi, 'what does it mean'],
    [/\bconmigo\b/gi, 'with my own login'],
    [/\btodo (?:bien|correcto|ok)\b/gi, 'it works'],
    [
      /\b(me|nos) (das?|dan|dais|daría[sn]?|agregas?|agregan|añades?|añaden|asignas?|asignan|habilitas?|habilitan|abres?|abren) (?=(?:de |el |un |los |al |a )?(?:acceso|permisos?|rol|alta|lectura|escritura))/gi,
      'can you give $1 ',
    ],
    [/\b(?:de|d[eé]n|dar?|dad)(me|nos|le|les)\b/gi, 'give $1'],
    [/\b(?:abr(?:ir|an|e|a)|habilit(?:ar|en|e|a)|activ(?:ar|en|e|a))(me|nos|le|les)\b/gi, 'open $1'],
    [/\b(?:agreg(?:ar|u?en|a)|añad(?:ir|an|e)|inclu(?:ir|yan|ye))(me|nos|le|les|lo|la|los|las)\b/gi, 'add $1'],
    [/\bidentidad (?:administrada|gestionada)\b/gi, 'managed identity'],
    [/\b(?:entidad|principal) de servicio\b/gi, 'service principal'],
    [/\b(?:aplicación|app) de funciones\b/gi, 'function app'],
    [/\bregistro de (?:la )?aplicación\b/gi, 'app registration'],
    [/\bno (?:me )?llegan?\b/gi, "don't arrive"],
    [
      /\b(?:cuerpo|respuesta)(?: de la respuesta)?(?: (?:está|viene|llega|es|totalmente)){0,2} vací[oa]\b/gi,
      'empty body',
    ],
    [/\brutas? de eventos?\b/gi, 'event route'],
    [/\bgemelos? digital(?:es)?\b/gi, 'digital twins'],
    [/\b(?:puedes|podrías|puede|podría|pueden|podrían)(?: alguien)? (?:darle|dar)\b/gi, 'can you give'],
    [/\b(?:puedes|podrías|puede|podría|pueden|podrían)(?: alguien)? darme\b|\bdame\b|\bdenme\b|\bdeme\b/gi, 'give me'],
    [/\bsin (?:ningún )?problemas?\b/gi, 'no problem'],
    [/\b(añadir|agregar|dar|asignar|conceder|poner|meter)(?:me|nos)\b/gi, '$1 me'],
    [/\bme (?:añad|agreg|incluy|pong)(?:an|a|en|e)\b/gi, 'add me'],
    // A person stands behind 'a'.
    [/\b([a-zñ]{3,12}(?:ar|er|ir|en|an|e|a)) a (?=(?!Azure|Digital|ADT)[A-ZÁÉÍÓÚ][a-z])/g, '$1 '],
    [/\b(quitar|eliminar|borrar|sacar|añadir|agregar|quita|elimina|saca|añade|agrega) a (?=[a-z])/gi, '$1 '],
    [/\bquít(?:a|e|en)(?:le|les)\b/gi, 'remove'],
    [/\bacceso (?:de (lectura|escritura) )?(?:al?|a la) (?:instancia )?/gi, '$1 access to '],
    [/\bal (?:instancia )?/gi, 'to '],
    [/\ba (?:la )?(?:instancia )?(?=[a-z]{1,20}-[a-z0-9])/gi, 'to '],
    [/\b(?:sería|es) posible\b/gi, 'is it possible'],
    [/\b(?:me hace falta|necesitaría|quisiera|me gustaría)(?: tener| recibir)? (?:un |una |el )?/gi, 'I need '],
    [/\b(?:puedo|podría|podríamos) (?:tener|recibir|obtener)\b/gi, 'can I get'],
    [/\bmi (?:compañer[oa]|colega)\b|\bun[a]? (?:compañer[oa]|colega)\b/gi, 'my colleague'],
    [/\b(?:me (?:da|sale|devuelve|aparece)|tengo|recibo|obtengo) (?:un |el |una )?/gi, 'I get '],
    [/\b(?:nos (?:da|sale)|recibimos|obtenemos|tenemos) (?:un |el |una )?/gi, 'we get '],
  ],
  words: wordList(`
    I: yo
    he: él
    she: ella
    my: mi, mis
    our: nuestro, nuestra, nuestros, nuestras
    the: el, los, las, la
    of: de, del
    a: un, una
    error: error, fallo
    access: acceso, accesos, acceder
    permissions: permiso, permisos, derechos
    role: rol
    colleague: becario, becaria
    denied: bloqueado, bloqueada, rechazado, deniega
    forbidden: prohibido, vedado
    with: con
    on: en
    from: desde
    for: para, por
    when: cuando, al
    and: y
    but: pero, sino
    connector: conector
    gateway: pasarela
    copied: copié, copiado, copiada, copiamos, pegué, pegado
    or: o
    not: no
    need: necesito, necesitamos
    needs: necesita, necesitan
    want: quiero, quiere
    can: puede, puedes, pueden, podría, podrías, podrían, puedo
    give: dar, darle, darles, da, den
    grant: conceder, otorgar
    assign: asignar, asignarle
    enter: entrar, ingresar, entre
    open: abrir, abran, abra, abre
    enable: habilitar, habilita, habiliten, habilite, activar, activen, autorizar, autoricen
    unlock: desbloquear, desbloqueen
    request: solicito, solicitamos, solicitar, pido, pedimos
    see: mirar, revisar, visualizar
    must: debe, deben, debería
    who: quién, quien
    remove: quiten, saquen, saca, sacar, eliminen, retiren, revoquen, quitar, quita, quitarle, eliminarle, revocar, retirar
    add: agreguen, agregue, incluyan, incluya, añadir, añada, añadan, agregar, agrega, añade, agréguenme
    query: consultar, consulto, consulta, consultas, consultando, consultamos, consultan, consulté, consultó
    upload: subir, subo, cargar, importar, subiendo, sube, subimos, suben, subió, subí, carga, cargamos, cargan, cargando, importa, importamos, importan, importando
    read: leer, leo, lectura, leyendo, lee, ver, lees, leemos, leen, leyó
    write: escribir, escribo, escritura, escribe, escribimos, escriben, escribiendo, escribió, graba, graban, grabar
    update: actualizar, actualizo, modificar, actualiza, actualizamos, actualizan, actualizando, actualizó, modifica, modifico, modificamos, modifican, modificando
    delete: borrar, eliminar, borro, elimino, borra, borramos, borran, borrando, elimina, eliminamos, eliminan, eliminando
    create: crear, creo, crea, creamos, crean, creando, creó
    list: listar, listo, listando, listamos, listan
    answers: responde
    says: dice, dicen
    returns: devuelve
    models: modelos, modelo
    twins: gemelos, gemelo
    relationships: relaciones, relación
    instance: instancia
    application: aplicación, aplicacion
    explorer: explorador
    to: a
    us: nos
    me: me
    him: le
    them: les
    team: equipo
    extend: extiendan, extender, extienda, prolonguen, prolongar, renueven, renovar, renueve, amplíen
    reader: lector, lectora
    owner: propietario, propietaria
    gets: recibe, obtiene
    group: grupo
    events: eventos
    user: usuario
    works: funciona
    fails: falla
    deployed: desplegado, desplegada, despliego
    approved: aprobó, aprobado, aprobada
    already: ya
    still: sigue, todavía, aún
    only: solo, sólo, solamente
    always: siempre
    now: ahora
    yesterday: ayer
    since: desde
    today: hoy
    boss: jefe, jefa
  `),
});

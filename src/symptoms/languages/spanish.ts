import { language, wordList } from './language.ts';

export const spanish = language({
  signs: `el las una cuando tengo tenemos recibo obtengo recibe acceso denegado prohibido permiso permisos
    necesito necesitamos necesita puede pueden puedes podrías podría podrían puedo gracias hola
    por nuestro nuestra consultar consulto consulta gemelos gemelo modelos subir funciona dame
    dar darle darme quitar quita quién quien aplicación jefe compañero compañera buenos buenas
    sale ya pero desde ayer sin deja entrar llegan eventos usuario identidad señor los alguien becario añadir agregar`,
  phrases: [
    [/\bdiferencias? (?:hay )?entre\b/gi, 'difference between'],
    [/\bse llama\b|\bllamad[oa]\b/gi, 'is called'],
    [/\bque ([a-zà-ÿ]{2,20}(?: [a-zà-ÿ]{2,20})?) pueda[n]?\b/gi, 'to let $1'],
    [/\bpor favor\b|\bporfa(?:vor)?\b/gi, 'please'],
    [/\b(?:muchas |mil )?gracias\b/gi, 'thanks'],
    [/\b(?:hola|buenos días|buenas (?:tardes|noches)|buenas)\b/gi, 'hello'],
    [/\bacceso (?:ha sido |fue |está )?(?:denegado|prohibido|rechazado)\b/gi, 'access denied'],
    [/\b(?:deniega|niega|rechaza) el acceso\b/gi, 'denies access'],
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
    [/\bidentidad (?:administrada|gestionada)\b/gi, 'managed identity'],
    [/\b(?:entidad|principal) de servicio\b/gi, 'service principal'],
    [/\b(?:aplicación|app) de funciones\b/gi, 'function app'],
    [/\bregistro de (?:la )?aplicación\b/gi, 'app registration'],
    [/\bno (?:me )?llegan?\b/gi, "don't arrive"],
    [/\b(?:cuerpo|respuesta) vací[oa]\b/gi, 'empty body'],
    [/\brutas? de eventos?\b/gi, 'event route'],
    [/\bgemelos? digital(?:es)?\b/gi, 'digital twins'],
    [/\b(?:puedes|podrías|puede|podría|pueden|podrían)(?: alguien)? (?:darle|dar)\b/gi, 'can you give'],
    [/\b(?:puedes|podrías|puede|podría|pueden|podrían)(?: alguien)? darme\b|\bdame\b|\bdenme\b|\bdeme\b/gi, 'give me'],
    [/\bsin (?:ningún )?problemas?\b/gi, 'no problem'],
    [/\b(añadir|agregar|dar|asignar|conceder|poner|meter)(?:me|nos)\b/gi, '$1 me'],
    [/\bme (?:añad|agreg|incluy|pong)(?:an|a|en|e)\b/gi, 'add me'],
    // A person stands behind 'a'.
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
    access: acceso, acceder
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
    but: pero
    or: o
    not: no
    need: necesito, necesitamos
    needs: necesita, necesitan
    want: quiero, quiere
    can: puede, puedes, pueden, podría, podrías, podrían, puedo
    give: dar, darle, darles, da, den
    grant: conceder, otorgar
    assign: asignar, asignarle
    remove: quitar, quita, quitarle, eliminarle, revocar, retirar
    add: añadir, añada, añadan, agregar, agrega, añade, agréguenme
    query: consultar, consulto, consulta, consultas, consultando
    upload: subir, subo, cargar, importar, subiendo, sube
    read: leer, leo, lectura, leyendo, lee, ver
    write: escribir, escribo, escritura
    update: actualizar, actualizo, modificar, actualiza
    delete: borrar, eliminar, borro, elimino
    create: crear, creo, crea
    list: listar, listo, listando
    answers: responde
    returns: devuelve
    models: modelos, modelo
    twins: gemelos, gemelo
    relationships: relaciones, relación
    instance: instancia
    application: aplicación, aplicacion
    explorer: explorador
    to: a
    us: nos
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

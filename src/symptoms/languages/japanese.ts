import { type Language, phraseList } from './language.ts';

/** Kana, which no other language is written in. */
export const kana = /[\u3040-\u30ff]/;

/** Japanese sets no spaces between words, so everything is a phrase. */
export const japanese: Language = {
  // Its letters are the sign.
  signs: new Set(),
  phrases: phraseList([
    // Before what follows takes its 'ID' for a name.
    [/マネージド[ ・]?(?:ID|アイデンティティ)(?:で|が|は|に|を|の)?/g, ' managed identity '],
    // 'plant-a に' and the like: on plant-a.
    [
      /((?:Azure )?Digital Twins|[A-Za-z][\w-]{1,62}) {0,2}(?:へ|に|で|への|に対する|に対して|において)(?:の|は)?/g,
      ' on $1 ',
    ],
    // 'plant-a の権限': the role on plant-a.
    [/([A-Za-z][\w-]{1,62}) {0,2}の ?(?=データ|ロール|権限|アクセス|閲覧|所有)/g, ' on $1 '],
    [/データ(?:の)?(?:閲覧者|リーダー)(?:ロール)?/g, ' data reader '],
    [/データ(?:の)?(?:所有者|オーナー)(?:ロール)?/g, ' data owner '],
    [
      /(?:アクセス)?(?:権限|権)(?:が|は)?(?:あり|足り|持ってい)(?:ません|ない)|権限不足|権限がない/g,
      ' insufficient permissions ',
    ],
    [/アクセス(?:が|は|を)?(?:拒否|禁止)(?:され(?:ました|ます|て|る|た)?)?/g, ' access denied '],
    [/アクセス(?:が|は)?(?:でき|出来)(?:ません|ない|なく)/g, ' lack access '],
    [/許可されて(?:いません|いない)|認可されて(?:いません|いない)/g, ' not authorized '],
    [/(?:でき|出来)(?:ません|ない|なく|なかった)/g, " can't "],
    [/動(?:きません|作しません|かない|作しない)|うまくいきません/g, " doesn't work "],
    [/(?:動き|直り|解決し|できるようになり)ました/g, ' works now, thanks '],
    [/アクセス(?:権限|権)|権限|ロール|アクセス許可/g, ' access role '],
    [/アクセス/g, ' access '],
    [/拒否(?:され(?:ました|ます|て|る|た)?)?/g, ' denied '],
    [/禁止/g, ' forbidden '],
    [/エラー/g, ' error '],
    [/デジタル[ ・]?ツイン/g, ' digital twins '],
    [/デプロイ/g, ' deployed '],
    [/ツイン/g, ' twins '],
    [/クエリ(?:ー)?|問い合わせ|照会/g, ' query '],
    [/モデル/g, ' models '],
    [/アップロード/g, ' upload '],
    [/リレーションシップ|関係/g, ' relationships '],
    [/イベント[ ・]?ルート/g, ' event route '],
    [/読み取り|読み込み|取得|参照|読む/g, ' reading '],
    [/書き込み|更新|変更/g, ' updating '],
    [/削除/g, ' delete '],
    [/作成/g, ' create '],
    [/一覧/g, ' list '],
    [/届(?:きません|かない|いていません)/g, " don't arrive "],
    [/イベント/g, ' events '],
    [/インスタンス/g, ' instance '],
    [/サービス[ ・]?プリンシパル/g, ' service principal '],
    [/(?:関数|ファンクション)[ ・]?アプリ(?:が|は|も)/g, ' function app gets '],
    [/関数アプリ|ファンクション[ ・]?アプリ/g, ' function app '],
    [/アプリ(?:ケーション)?(?:が|は|も)/g, ' app gets '],
    [/アプリ(?:ケーション)?/g, ' app '],
    [/同僚|後輩|先輩|上司/g, ' my colleague '],
    [/(?:私|自分|僕)の(?:アカウント|ログイン|ユーザー?)(?:で|なら)/g, ' with my own login '],
    [/ローカル(?:環境)?/g, ' locally '],
    [/動(?:く|作する|作します|きます)/g, ' works '],
    [/私たちの|弊社の|うちの/g, ' our '],
    [/私の|自分の/g, ' my '],
    [/私に|自分に/g, ' to me '],
    [/付与|与え|つけ/g, ' grant '],
    [/追加/g, ' add '],
    [/外して/g, ' remove '],
    [/必要|欲しい|ほしい/g, ' need '],
    [/ください|お願い(?:します|いたします)?|頂け|いただけ|もらえ/g, ' please '],
    [/ありがとう(?:ございます|ございました)?/g, ' thanks '],
    [/こんにちは|おはよう(?:ございます)?|お疲れ様です|お疲れさまです/g, ' hello '],
    [/空の(?:ボディ|本文|応答)|本文(?:が|は)空/g, ' empty body '],
    [/[、。]/g, ', '],
    [/[\u3040-\u309f]{1,3}/g, ' '],
    [/ {2,9}/g, ' '],
  ]),
  words: new Map(),
};

import { type FileServer, fileAttachment, gives, startFileServer } from '../support/file-server.ts';
import { type HelpdeskStage, setHelpdesk } from './helpdesk-stage.ts';

describe('a file that comes with news of a case', () => {
  let server: FileServer;
  let stage: HelpdeskStage;

  before(async () => {
    server = await startFileServer({ '/chat.txt': gives('hello there') });
    stage = await setHelpdesk({ fileOrigins: [server.origin] });
  });
  after(() => Promise.all([stage?.close(), server?.close()]));

  it('is read, and where it tells of no error its card says so instead of “Checking…” for ever', async () => {
    const adele = stage.person('adele');
    await adele.installs();
    await adele.says('403 on plant-b when I upload models');
    const card = await adele.sees(/plant-b · .*\[Send to helpdesk\]/s);
    const { card: preview } = await adele.clicks(card, 'Send to helpdesk');
    const id = /"id":"([0-9a-f-]{36})"/.exec(JSON.stringify(preview))?.[1];
    await adele.sendsClick(card, 'case.hand-over', { id });
    await stage.card(/Case \d+ · New.*Adele Vance/s);
    await adele.attaches([fileAttachment('chat.txt', `${server.origin}/chat.txt`)], 'it works now');
    await adele.sees(/There is no error in the file/);
    await stage.card(/Case \d+ · Resolved.*Adele Vance/s);
  });
});

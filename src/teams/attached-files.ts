import type { Activity } from 'botbuilder';
import { isRecord } from './is-record.ts';

/** A file that came with a message; its address is good for some minutes and needs no sign-in. */
export interface AttachedFile {
  name: string;
  url: string;
}

const fileInfo = 'application/vnd.microsoft.teams.file.download.info';

/**
 * The files of a message in a personal chat (Teams docs, 'Send and receive files'). What comes as `text/html` is the
 * message itself; in channels Teams gives bots no files.
 */
export function filesOf({ attachments }: Activity): AttachedFile[] {
  return (attachments ?? []).flatMap(({ contentType, content, name }) => {
    if (contentType !== fileInfo || !isRecord(content) || typeof content.downloadUrl !== 'string') return [];
    const type = typeof content.fileType === 'string' ? content.fileType : '';
    const called = typeof name === 'string' && name !== '' ? name : 'file';
    return [{ name: called.includes('.') || type === '' ? called : `${called}.${type}`, url: content.downloadUrl }];
  });
}

export function hasPicture({ attachments }: Activity): boolean {
  return (attachments ?? []).some(({ contentType }) => /^image\//.test(contentType ?? ''));
}

/**
 * The tenant as a person writes it: names instead of GUIDs wherever a name is clear, and ids made from the names where
 * none is given. `playground/tenants/contoso.json` is the whole example to copy; the files beside it show one cause each
 * and leave out all that is as usual.
 */
import { readFile } from 'node:fs/promises';
import type * as z from 'zod/v4';
import { tenantShape } from './tenant-schema.ts';
import { withUsualParts } from './usual-parts.ts';

const tenantFile = tenantShape.transform(withUsualParts);

export type TenantFile = z.infer<typeof tenantFile>;
/** A tenant file before its defaults are filled in: what a test or a person writes. */
export type TenantFileInput = z.input<typeof tenantFile>;

/** The tenant file cannot be used. `faults` name each place by its path in the file, and what is wrong there. */
export class TenantFileError extends Error {
  override readonly name = 'TenantFileError';
  readonly code = 'tenant-file-invalid';
  readonly faults: { path: string; message: string }[];

  constructor(source: string, faults: { path: string; message: string }[], cause?: unknown) {
    const list = faults.map((fault) => `  ${fault.path || '(file)'}: ${fault.message}`).join('\n');
    super(`${source} does not describe a tenant:\n${list}`, { cause });
    this.faults = faults;
  }
}

/** Checks the shape and fills in the defaults. References are checked when the tenant is built. Throws TenantFileError. */
export function parseTenantFile(value: unknown, source = 'The tenant file'): TenantFile {
  const result = tenantFile.safeParse(value);
  if (result.success) return result.data;
  throw new TenantFileError(
    source,
    result.error.issues.map((issue) => ({ path: pathOf(issue.path), message: issue.message })),
  );
}

/** Reads and checks a tenant file. Throws TenantFileError. */
export async function readTenantFile(path: string): Promise<TenantFile> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new TenantFileError(path, [{ path: '', message: `cannot be read as JSON: ${message}` }], cause);
  }
  return parseTenantFile(value, path);
}

/** ['roleAssignments', 2, 'role'] → 'roleAssignments[2].role'. */
function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

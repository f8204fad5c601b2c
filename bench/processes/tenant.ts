/**
 * The simulated tenant in a process of its own, so that what Azure does is not the bot's work. The first message is the
 * tenant file; the answer says where the tenant is. Each later message takes the calls it has answered so far.
 */
import { once } from 'node:events';
import { startTenant, type TenantOptions } from '../../playground/azure/simulated-tenant.ts';
import type { TenantFile } from '../../playground/azure/tenant-file.ts';

const [{ file, options }] = (await once(process, 'message')) as [{ file: TenantFile; options: TenantOptions }];
const { tenantId, endpoints, caCertificate, bot, calls } = await startTenant(file, options);
process.on('message', () => process.send?.(calls.splice(0)));
process.on('disconnect', () => process.exit());
process.send?.({ tenantId, endpoints, caCertificate, bot });

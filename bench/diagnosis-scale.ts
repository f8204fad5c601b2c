import { derivedGuid } from '../playground/azure/derived-guid.ts';
import type { TenantFile } from '../playground/azure/tenant-file.ts';
import { readSymptoms } from '../src/symptoms/read-symptoms.ts';
import { median, round } from './median.ts';
import { freshTenant, personIn, type Sample, sampleDiagnosis } from './one-diagnosis.ts';
import { startTenantProcess, type TenantProcess } from './processes/start-tenant.ts';

const latencyMs = 100;
const runs = 9;
const assignmentsAtScope = [10, 400, 4_000];
const roleDefinitions = [20, 600];
const groupsDeep = [1, 10];

interface Measured {
  simulated: TenantProcess;
  cold: Sample[];
  warm: Sample[];
}

/**
 * How the cost of a diagnosis grows with the tenant: with the role assignments that reach the instance, nearly all of them
 * other people's at the subscription; with the role definitions, of which Azure itself has some 600; and with groups in
 * groups, through which both the person and the approvers are reached. Each time is a multiple of the time in the smallest tenant of its kind; the tenants take turns, so that a busy
 * moment of the machine hits all alike.
 */
export async function benchScale(file: TenantFile): Promise<object> {
  return {
    runs,
    byRoleAssignments: await compare(assignmentsAtScope, (count) => withAssignments(file, count)),
    byRoleDefinitions: await compare(roleDefinitions, (count) => withDefinitions(file, count)),
    byGroupsInGroups: await compare(groupsDeep, (deep) => withGroups(file, deep)),
  };
}

async function compare(sizes: readonly number[], tenantOf: (size: number) => TenantFile): Promise<object> {
  const tenants: Measured[] = [];
  try {
    for (const size of sizes) {
      tenants.push({ simulated: await startTenantProcess(tenantOf(size), { latencyMs }), cold: [], warm: [] });
    }
    for (let run = 0; run <= runs; run += 1) {
      for (const measured of tenants) {
        const [cold, warm] = await askTwice(measured.simulated);
        // The first run also warms the compiler and the connections.
        if (run === 0) continue;
        measured.cold.push(cold);
        measured.warm.push(warm);
      }
    }
  } finally {
    await Promise.all(tenants.map(({ simulated }) => simulated.close()));
  }
  const [smallest] = tenants;
  const figures = (samples: readonly Sample[], ofSmallest: readonly Sample[] = []) => ({
    time: round(medianMs(samples) / medianMs(ofSmallest)),
    azureCalls: median(samples.map(({ azureCalls }) => azureCalls)),
  });
  return Object.fromEntries(
    tenants.map(({ cold, warm }, index) => [
      sizes[index],
      { cold: figures(cold, smallest?.cold), warm: figures(warm, smallest?.warm) },
    ]),
  );
}

async function askTwice(simulated: TenantProcess): Promise<[cold: Sample, warm: Sample]> {
  const tenant = await freshTenant(simulated);
  const asker = await personIn(simulated, 'alex@contoso.com');
  const question = { report: readSymptoms('403 on plant-a when I query'), asker };
  return [await sampleDiagnosis(simulated, tenant, question), await sampleDiagnosis(simulated, tenant, question)];
}

function medianMs(samples: readonly Sample[]): number {
  return median(samples.map(({ names }) => names.ms));
}

/** In all so many at the instance or above: what the file has, and readers of the subscription who are not in the file. */
function withAssignments(file: TenantFile, count: number): TenantFile {
  const roles = ['Reader', 'Contributor'];
  const others = Array.from({ length: Math.max(0, count - file.roleAssignments.length) }, (_, index) => ({
    principal: derivedGuid(`principal ${index}`),
    principalType: (['User', 'Group', 'ServicePrincipal'] as const)[index % 3] ?? 'User',
    role: roles[index % roles.length] ?? '',
    scope: 'contoso-dev',
  }));
  return { ...file, roleAssignments: [...file.roleAssignments, ...others] };
}

/** So many more, each as long as Azure's own are: some 1,400 characters. */
function withDefinitions(file: TenantFile, count: number): TenantFile {
  const actions = Array.from({ length: 20 }, (_, index) => `Microsoft.Contoso/services/some/resource${index}/read`);
  const permissions = [{ actions, notActions: [], dataActions: [], notDataActions: [] }];
  const roles = Array.from({ length: count }, (_, index) => {
    return { name: `Role ${index + 1}`, description: '', assignableScopes: ['contoso-dev'], permissions };
  });
  return { ...file, customRoles: [...file.customRoles, ...roles] };
}

/** Alex holds a role, and Megan may assign roles, each in a group in a group … so many deep. */
function withGroups(file: TenantFile, deep: number): TenantFile {
  const chain = (name: string, member: string): TenantFile['groups'] =>
    Array.from({ length: deep }, (_, level) => ({
      name: `${name} ${level + 1}`,
      members: [level === 0 ? member : `${name} ${level}`],
      owners: [],
    }));
  return {
    ...file,
    groups: [...file.groups, ...chain('Twin readers', 'alex@contoso.com'), ...chain('Owners', 'megan@contoso.com')],
    roleAssignments: [
      ...file.roleAssignments.filter(({ role }) => role !== 'Owner'),
      { principal: `Twin readers ${deep}`, role: 'Azure Digital Twins Data Reader', scope: 'plant-a' },
      { principal: `Owners ${deep}`, role: 'Owner', scope: 'contoso-dev' },
    ],
  };
}

/** Which api-versions each kind of resource answers to. */
import type { ServiceRequest } from '../router.ts';
import { armError } from './errors.ts';

const SUPPORTED: Record<string, string[]> = {
  'Microsoft.Resources/subscriptions': ['2016-06-01', '2019-06-01', '2020-01-01', '2021-01-01', '2022-12-01'],
  'Microsoft.DigitalTwins/digitalTwinsInstances': [
    '2020-10-31',
    '2020-12-01',
    '2022-05-31',
    '2022-10-31',
    '2023-01-31',
  ],
  'Microsoft.DigitalTwins/digitalTwinsInstances/endpoints': ['2022-05-31', '2022-10-31', '2023-01-31'],
  'Microsoft.DigitalTwins/digitalTwinsInstances/timeSeriesDatabaseConnections': [
    '2022-05-31',
    '2022-10-31',
    '2023-01-31',
  ],
  'Microsoft.Authorization/roleAssignments': [
    '2018-09-01-preview',
    '2020-04-01-preview',
    '2020-10-01-preview',
    '2022-04-01',
  ],
  'Microsoft.Authorization/roleDefinitions': ['2018-01-01-preview', '2018-07-01', '2022-04-01', '2022-05-01-preview'],
  'Microsoft.Authorization/denyAssignments': ['2018-07-01-preview', '2022-04-01'],
  'Microsoft.Authorization/permissions': ['2018-07-01', '2022-04-01'],
  'Microsoft.Authorization/roleEligibilityScheduleInstances': ['2020-10-01', '2020-10-01-preview'],
  'Microsoft.Authorization/roleAssignmentScheduleInstances': ['2020-10-01', '2020-10-01-preview'],
  'Microsoft.Authorization/roleAssignmentScheduleRequests': ['2020-10-01', '2020-10-01-preview', '2022-04-01-preview'],
  'Microsoft.Authorization/roleManagementPolicyAssignments': ['2020-10-01', '2020-10-01-preview'],
  'Microsoft.Insights/eventtypes': ['2014-04-01', '2015-04-01'],
  'Microsoft.ResourceGraph/resources': ['2019-04-01', '2021-03-01', '2022-10-01', '2024-04-01'],
};

/** Throws ARM's 400 when the api-version is missing or not one that this type knows. */
export function requireApiVersion(request: ServiceRequest, type: string): void {
  const version = request.query.get('api-version');
  if (!version) {
    const message = 'The api-version query parameter (?api-version=) is required for all requests.';
    throw armError(400, 'MissingApiVersionParameter', message);
  }
  const supported = SUPPORTED[type] ?? [];
  if (supported.includes(version)) return;
  if (type === 'Microsoft.Resources/subscriptions') {
    const message = `The api-version '${version}' is invalid. The supported versions are '${supported.join(',')}'.`;
    throw armError(400, 'InvalidApiVersionParameter', message);
  }
  const [namespace = '', ...names] = type.split('/');
  const name = names.join('/');
  const message =
    `The resource type '${name}' could not be found in the namespace '${namespace}' for api version '${version}'. ` +
    `The supported api-versions are '${supported.join(',')}'.`;
  throw armError(400, 'InvalidResourceType', message);
}

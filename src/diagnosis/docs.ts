/** Public documentation a finding points at. */
export const docs = {
  error403: 'https://learn.microsoft.com/azure/digital-twins/troubleshoot-error-403-digital-twins',
  error404: 'https://learn.microsoft.com/azure/digital-twins/troubleshoot-error-404-digital-twins',
  appRegistration: 'https://learn.microsoft.com/azure/digital-twins/how-to-create-app-registration',
  security: 'https://learn.microsoft.com/azure/digital-twins/concepts-security',
  authenticate: 'https://learn.microsoft.com/azure/digital-twins/how-to-authenticate-client',
  overview: 'https://learn.microsoft.com/azure/digital-twins/overview',
  privateLink: 'https://learn.microsoft.com/azure/digital-twins/how-to-enable-private-link',
  denyAssignments: 'https://learn.microsoft.com/azure/role-based-access-control/deny-assignments',
  conditions: 'https://learn.microsoft.com/azure/role-based-access-control/conditions-overview',
  rbacTroubleshooting: 'https://learn.microsoft.com/azure/role-based-access-control/troubleshooting',
  setUpInstance: 'https://learn.microsoft.com/azure/digital-twins/how-to-set-up-instance-portal',
  customRoles: 'https://learn.microsoft.com/azure/role-based-access-control/custom-roles',
  activateRole:
    'https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-resource-roles-activate-your-roles',
  scope: 'https://learn.microsoft.com/azure/role-based-access-control/scope-overview',
  signInErrors: 'https://learn.microsoft.com/entra/identity-platform/reference-error-codes',
  endpoints: 'https://learn.microsoft.com/azure/digital-twins/how-to-create-endpoints',
  dataHistory: 'https://learn.microsoft.com/azure/digital-twins/how-to-create-data-history-connection',
  scenesStudio: 'https://learn.microsoft.com/azure/digital-twins/how-to-use-3d-scenes-studio',
  importJobs: 'https://learn.microsoft.com/azure/digital-twins/concepts-apis-sdks#bulk-import-with-the-import-jobs-api',
} as const;

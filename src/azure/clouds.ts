/** Where Azure is: hosts and token scopes. Another cloud, or a simulated tenant, is another value of the same shape. */
export interface Cloud {
  /** Entra's token endpoint host. */
  authorityHost: string;
  arm: string;
  armScope: string;
  graph: string;
  graphScope: string;
}

export const publicCloud: Cloud = {
  authorityHost: 'https://login.microsoftonline.com',
  arm: 'https://management.azure.com',
  armScope: 'https://management.azure.com/.default',
  graph: 'https://graph.microsoft.com',
  graphScope: 'https://graph.microsoft.com/.default',
};

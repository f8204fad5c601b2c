/** Azure Digital Twins itself, the same in every tenant (Azure docs, "Create an app registration with Azure Digital Twins access"). */
export const digitalTwinsAppId = '0b07f429-9f4b-4714-9392-cc5e8e80c8b0';

/** Its only permission, delegated Read.Write (same source). There is no application permission. */
export const readWritePermissionId = '4589bd03-58cb-4e6c-b17f-b580e39652f8';

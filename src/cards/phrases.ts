/** What a button can say in the reader's name, by the id the button carries. Our own words only. */
const phrases = {
  'me-403': "I'm getting 403 on Azure Digital Twins",
  'app-403': 'My app registration gets 403 on Azure Digital Twins',
  'storage-403': '403 on Azure Storage',
  'iot-hub-403': '403 on Azure IoT Hub',
  'key-vault-403': '403 on Azure Key Vault',
  'storage-401': '401 on Azure Storage',
  'iot-hub-401': '401 on Azure IoT Hub',
  'key-vault-401': '401 on Azure Key Vault',
} as const;

export type PhraseId = keyof typeof phrases;

/** Undefined for an id that no button carries. */
export function phraseOf(id: string): string | undefined {
  return Object.entries(phrases).find(([known]) => known === id)?.[1];
}

export const NO_BROWSER: string
export function ensureBrowser(): Promise<string | null>

import type { PreviewServer } from 'vite'
export function ensureBuild(): Promise<void>
export function serveBuild(port: number, options?: { readonly open?: boolean }): Promise<PreviewServer>
